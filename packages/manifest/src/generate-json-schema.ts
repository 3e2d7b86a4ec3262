import { writeFile } from 'node:fs/promises';

import { manifestJsonSchema } from './json-schema.ts';

// Writes the committed JSON Schema anew; json-schema.test.ts fails while it is stale.
const target = new URL('../schema/algorithm-1.json', import.meta.url);
await writeFile(target, `${JSON.stringify(manifestJsonSchema(), null, 2)}\n`);
