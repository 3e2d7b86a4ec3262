// The script of the worker of run-in-page.test.ts.
import { serveRunsInWorker } from '@national-forge/runner/browser';

const answer = await fetch('/quickjs.wasm');
serveRunsInWorker(await answer.arrayBuffer());
