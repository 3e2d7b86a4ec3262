import { writeFileSync } from 'node:fs';

import { gatherLexicon } from './gather-lexicon.ts';

// Writes the committed JSON of the lexicon anew; generated.test.ts fails while it is stale.
writeFileSync(new URL('../../data/lexicon.json', import.meta.url), gatherLexicon());
