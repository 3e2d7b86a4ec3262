import { writeFileSync } from 'node:fs';

import { gatherTables } from './gather-tables.ts';

// Writes the committed JSON of the tables anew; tables.test.ts fails while it is stale.
writeFileSync(new URL('../../data/tables.json', import.meta.url), `${JSON.stringify(gatherTables(), null, 2)}\n`);
