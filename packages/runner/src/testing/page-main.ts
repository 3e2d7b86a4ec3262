// What the page of browser.test.ts loads: the runner, within reach of the test.
import { openBrowserRunner, type PageWorker } from '../browser.ts';

const Worker = (globalThis as unknown as { Worker: new (url: string, options: object) => PageWorker }).Worker;
const createWorker = (): PageWorker => new Worker('/page-worker-main.js', { type: 'module' });

Object.assign(globalThis, { runner: openBrowserRunner({ createWorker, limits: { cpuMs: 2_000 } }) });
