// The script of the worker of browser.test.ts.
import { serveRunsInWorker } from '../browser.ts';

const answer = await fetch('/quickjs.wasm');
serveRunsInWorker(await answer.arrayBuffer());
