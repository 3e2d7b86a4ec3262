#!/usr/bin/env node
import './node-guard.ts';

// Loaded only after the guard has passed.
const { keepCompiled } = await import('./compile-cache.ts');
keepCompiled(process.env);
const { runProcess } = await import('./process.ts');
await runProcess();
