import { defineConfig } from 'tsup';

import { common } from './common.ts';

/** Builds the registry: the server, and the program of the processes that run vectors. */
export default defineConfig({
  ...common,
  entry: { main: 'src/main.ts', 'vector-worker': 'src/adapters/vector-workers/worker.ts' },
  splitting: true,
});
