import type { Job, Word } from '../thread/job.ts';
import { serveRuns } from '../thread/serve-runs.ts';
import { wasm } from '../wasm/webassembly.ts';

interface WorkerScope {
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  postMessage(word: Word): void;
}

/**
 * Serves runs in a worker of a page; the whole of its script. Its answer needs a Content-Security-Policy that allows
 * `'wasm-unsafe-eval'` for QuickJS and `'unsafe-eval'` for the validator; that of the page may stay strict.
 *
 * @param quickjs the file `@jitl/quickjs-wasmfile-release-sync/wasm`
 *
 * @example
 * serveRunsInWorker(await (await fetch('/quickjs.wasm')).arrayBuffer());
 */
export function serveRunsInWorker(quickjs: ArrayBuffer): void {
  const scope = globalThis as unknown as WorkerScope;
  const say = (word: Word): void => scope.postMessage(word);
  const clock = (): number => performance.now();
  const listen = serveRuns({ quickjs: new wasm.Module(new Uint8Array(quickjs)), clock, say });
  scope.addEventListener('message', ({ data }) => listen(data as Job));
  say({ kind: 'ready' });
}
