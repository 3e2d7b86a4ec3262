import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Finds the file of QuickJS in its package; where that is bundled, the build puts another module here (scripts/tsup/quickjs-file.ts). */
export function quickjsFile(): URL {
  return pathToFileURL(createRequire(import.meta.url).resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));
}
