import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { mappingDocument } from './init/from/mapping-document.ts';
import { readmeWithReference } from './reference.ts';

// `npm run generate` renews both files.
describe('what is generated from the tables', () => {
  it('is docs/spec/init-mapping.md', async () => {
    const file = join(import.meta.dirname, '../../../docs/spec/init-mapping.md');

    await expect(mappingDocument()).toMatchFileSnapshot(file);
  });

  it('is the command reference of the README', async () => {
    const file = join(import.meta.dirname, '../README.md');
    const written = readFileSync(file, 'utf8');

    await expect(readmeWithReference(written)).toMatchFileSnapshot(file);
  });
});
