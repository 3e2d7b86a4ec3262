import { defineConfig } from 'tsup';

import { common } from './common.ts';

/** Builds an app: `main` loads the rest lazily, hence the split chunks. */
export default defineConfig({ ...common, entry: ['src/main.ts'], splitting: true });
