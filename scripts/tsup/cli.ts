import { defineConfig } from 'tsup';

import { common } from './common.ts';
import { quickjsFile } from './quickjs-file.ts';

// What npm has as CommonJS asks for Node's own modules by `require`, which ES modules lack.
const REQUIRE = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * Builds the command line with all it needs inside, npm packages too: a command opens a few files instead of hundreds, and the package
 * that scripts/cli-package makes of them has no dependencies. `main` loads the commands lazily, hence the split chunks.
 */
export default defineConfig({
  ...common,
  // Two are started by their files in threads: what checks releases (packages/admission/src/worker/check-worker.ts) and what runs
  // algorithms (packages/runner/src/thread/node-thread.ts).
  entry: {
    main: 'src/main.ts',
    checker: '../../packages/admission/src/checker.ts',
    'runner-worker': '../../packages/runner/src/runner-worker.ts',
  },
  splitting: true,
  metafile: true,
  noExternal: [/./],
  banner: { js: REQUIRE },
  esbuildPlugins: [...(common.esbuildPlugins ?? []), quickjsFile],
  esbuildOptions: (options) => {
    // Packages are bundled from their sources, as tests read them.
    options.conditions = ['@national-forge/source'];
    options.sourcesContent = false;
  },
});
