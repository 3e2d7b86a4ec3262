import { writeFileSync } from 'node:fs';

import { gatherLexicon } from './gather-lexicon.ts';

// Writes the committed JSON of the lexicon anew; generated.test.ts fails while it is stale.
const { labels, ways } = gatherLexicon();
writeFileSync(new URL('../../data/lexicon.json', import.meta.url), labels);
writeFileSync(new URL('../../data/lexicon-ways.json', import.meta.url), ways);
