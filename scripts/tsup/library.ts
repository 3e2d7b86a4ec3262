import { defineConfig } from 'tsup';

import { common } from './common.ts';

/** Builds a package: one entry and its declarations. */
export default defineConfig({ ...common, entry: ['src/index.ts'], dts: true });
