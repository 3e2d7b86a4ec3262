// What the page of run-in-page.test.ts loads: the runner, within reach of the test.
import { openBrowserRunner, type PageWorker } from '@national-forge/runner/browser';

const Worker = (globalThis as unknown as { Worker: new (url: string, options: object) => PageWorker }).Worker;
const createWorker = (): PageWorker => new Worker('/page-worker-main.js', { type: 'module' });

Object.assign(globalThis, { runner: openBrowserRunner({ createWorker, limits: { cpuMs: 2_000 } }) });
