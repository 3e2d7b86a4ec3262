// Makes apps/cli/dist/nforge-VERSION.tgz: the command line with everything it needs, for `npm install -g --offline`.
import { statSync } from 'node:fs';
import { join } from 'node:path';

import { packCli } from './pack.ts';

const { file, files } = await packCli(join(import.meta.dirname, '../../apps/cli/dist'));
console.log(`${file}: ${statSync(file).size} bytes, ${files.length} files`);
