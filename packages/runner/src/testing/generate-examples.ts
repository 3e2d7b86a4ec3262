// Assembles every examples/*/*/*.wat into the .wasm beside it.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { assemble } from './assemble.ts';

const examples = join(import.meta.dirname, '../../../../examples');

for (const file of globSync('*/*/*.wat', { cwd: examples })) {
  const binary = await assemble(readFileSync(join(examples, file), 'utf8'), file);
  writeFileSync(join(examples, file.replace(/wat$/, 'wasm')), binary);
}
