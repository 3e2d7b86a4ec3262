// Writes the hostile archives and their expected errors: node --conditions=@national-forge/source testdata/generate.ts
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { ATTACKS, bytesOf, expectations, fileOf } from '../src/testing/hostile-archives.ts';

const folder = join(import.meta.dirname, 'hostile');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const attack of ATTACKS) writeFileSync(join(folder, fileOf(attack)), bytesOf(attack));
writeFileSync(join(folder, 'expected.json'), expectations());
