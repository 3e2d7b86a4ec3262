#!/usr/bin/env node
import './node-guard.ts';

// Loaded only after the guard has passed.
const { runProcess } = await import('./process.ts');
await runProcess();
