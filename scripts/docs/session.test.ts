import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { plantTree, type Tree } from '../walls/tree.ts';
import { isShown, readExamples } from './blocks.ts';
import { linkPackages, runShell, runTypeScript } from './session.ts';

let tree: Tree;
beforeEach(() => {
  tree = plantTree();
});
afterEach(() => {
  tree.remove();
});

const isShell = ({ language, flags }: { language: string; flags: readonly string[] }): boolean =>
  language === 'sh' && flags.includes('run');

describe.skipIf(process.platform === 'win32')('a shell document', () => {
  const DOCUMENT = `
\`\`\`sh run
mkdir one && cd one
export GREETING=salam
\`\`\`

\`\`\`sh
exit 1 # not marked
\`\`\`

\`\`\`sh run
echo "$GREETING from http://127.0.0.1:4100"; greet عالم; basename "$PWD"; ls -A "$HOME"
\`\`\`

\`\`\`text
salam from http://127.0.0.1:4100
hello عالم
one
\`\`\`

\`\`\`sh run exit=7
greet fail
\`\`\`

\`\`\`sh run
echo before
false
echo never
\`\`\`

\`\`\`sh run
echo later
\`\`\`
`;

  it('is executed in order in one session, up to the first failure', async () => {
    tree.write(
      'greet.mjs',
      "if (process.argv[2] === 'fail') process.exit(7);\nconsole.log(process.env.SEEN, process.argv[2]);\n",
    );
    const examples = readExamples(DOCUMENT, isShell);

    const outcomes = await runShell(examples, {
      folder: tree.folder,
      programs: { greet: join(tree.folder, 'greet.mjs') },
      substitutions: { '127.0.0.1:4100': '127.0.0.1:39999' },
      env: { SEEN: 'hello' },
    });

    const greeting = examples[1]?.output?.text ?? '';
    expect(outcomes.map(({ code, output }) => [code, output])).toEqual([
      [0, ''],
      [0, greeting],
      [7, ''],
      [1, 'before\n'],
      [1, '(not reached: an earlier block failed)'],
    ]);
    expect(isShown(greeting, outcomes[1]?.output ?? '')).toBe(true);
    expect(tree.read('session.sh')).toContain('127.0.0.1:39999');
  });
});

describe('a TypeScript block', () => {
  it('reads the packages and prints', async () => {
    const [example] = readExamples(
      "```ts\nimport '@national-forge/manifest';\nconst one: number = 1;\nconsole.log(one);\n```\n",
      () => true,
    );
    mkdirSync(join(tree.folder, 'work'));
    linkPackages(join(tree.folder, 'work'));

    expect(example).toBeDefined();
    if (example)
      expect(await runTypeScript(example, join(tree.folder, 'work'))).toMatchObject({ code: 0, output: '1\n' });
  });
});
