import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

import { ROOT } from './program.ts';

// Looks at every built package as its consumers will: exports that exist, types that fit, commands with a shebang.
const folders = ['packages', 'apps'].flatMap((parent) =>
  readdirSync(join(ROOT, parent)).map((name) => join(parent, name)),
);

for (const folder of folders) {
  const { messages } = await publint({ pkgDir: join(ROOT, folder), strict: true, pack: false });
  const manifest = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as Record<string, unknown>;
  for (const message of messages) {
    const words = formatMessage(message, manifest, { color: false }) ?? message.code;
    // What others have built, such as the browser that tests run in, is not what we publish.
    if (words.includes('/node_modules/')) continue;
    process.exitCode = 1;
    console.log(`${folder}: ${words}`);
  }
}
