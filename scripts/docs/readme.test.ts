import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, describe, expect, it } from 'vitest';

import { ROOT } from '../verbs/program.ts';
import { plantTree, type Tree } from '../walls/tree.ts';
import { isShown, readBlocks, readExamples, type Block } from './blocks.ts';
import { startRegistry, type RunningRegistry } from './registry.ts';
import { linkPackages, runShell, runTypeScript, type Outcome } from './session.ts';

const packages = readdirSync(join(ROOT, 'packages'));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** What a reader of the test's failure needs: the place in the document, what it shows, what came. */
function expectAsShown(path: string, { example, code, output }: Outcome): void {
  const expected = Number(example.code.flags.find((flag) => flag.startsWith('exit='))?.slice(5) ?? 0);
  const place = `${path}:${String(example.code.line)}`;
  expect({ place, code, output: code === expected ? '' : output }).toEqual({ place, code: expected, output: '' });
  // A plain comparison when the masks do not fit, so that the difference is shown.
  if (example.output && !isShown(example.output.text, output)) expect(output, place).toBe(example.output.text);
}

let tree: Tree | undefined;
let registry: RunningRegistry | undefined;
afterEach(async () => {
  await registry?.stop();
  tree?.remove();
});

/** An example that speaks with a registry runs with that of the README of the forge. */
const needsRegistry = ({ flags }: Block): boolean => flags.includes('registry');

describe('the README of a package', () => {
  it.each(packages)('%s has an example that runs and prints what is shown', async (name) => {
    const path = `packages/${name}/README.md`;
    const examples = readExamples(read(path), (block) => block.language === 'ts' && !needsRegistry(block));
    tree = plantTree();
    linkPackages(tree.folder);

    expect(examples.some(({ output }) => output !== undefined)).toBe(true);
    for (const example of examples) expectAsShown(path, await runTypeScript(example, tree.folder));
  });
});

/** Agencies whose examples the README shows, and those that they depend on. */
const SHOWN = ['impots', 'protection-sociale', 'travail'];

describe.skipIf(process.platform === 'win32')('the README of the forge', () => {
  const isRun = ({ language, flags }: Block): boolean => language === 'sh' && flags.includes('run');

  it('marks every shell block as run here or as done by hand', () => {
    const shell = readBlocks(read('README.md')).filter(({ language }) =>
      ['sh', 'bash', 'console', 'shell'].includes(language),
    );
    const unmarked = shell.filter((block) => !isRun(block) && !block.flags.includes('by-hand'));

    expect(unmarked.map(({ line }) => line)).toEqual([]);
    expect(shell.some(isRun)).toBe(true);
  });

  it('does what it shows, against a fresh registry', { timeout: 360_000 }, async () => {
    tree = plantTree();
    // Those of the README alone: that all of them can be published, the first start tells (e2e).
    const examples = join(tree.folder, 'examples');
    for (const agency of SHOWN) cpSync(join(ROOT, 'examples', agency), join(examples, agency), { recursive: true });
    registry = await startRegistry(join(tree.folder, 'work', 'data'), examples);
    const substitutions = {
      '127.0.0.1:4100': registry.host,
      'localhost:4100': registry.host.replace('127.0.0.1', 'localhost'),
    };
    linkPackages(join(tree.folder, 'sdk'));
    for (const path of packages.map((name) => `packages/${name}/README.md`)) {
      for (const example of readExamples(read(path), needsRegistry))
        expectAsShown(path, await runTypeScript(example, join(tree.folder, 'sdk'), substitutions));
    }
    const outcomes = await runShell(readExamples(read('README.md'), isRun), {
      folder: tree.folder,
      programs: {
        nforge: join(ROOT, 'apps/cli/dist/main.js'),
        'nforge-registry': join(ROOT, 'apps/registry/dist/main.js'),
      },
      substitutions,
    });

    for (const outcome of outcomes) expectAsShown('README.md', outcome);
  });
});

it('keeps no link in the papers that leads nowhere', () => {
  const papers = [
    'README.md',
    'CONTRIBUTING.md',
    'SECURITY.md',
    ...folder('docs'),
    ...packages.map((name) => `packages/${name}/README.md`),
  ];
  const broken = papers.filter((path) => existsSync(join(ROOT, path))).flatMap(brokenLinks);

  expect(broken).toEqual([]);
});

function folder(path: string): readonly string[] {
  const files = readdirSync(join(ROOT, path), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => file.endsWith('.md')).map((file) => join(path, file));
}

function brokenLinks(path: string): readonly string[] {
  const prose = read(path).replaceAll(/^(`{3,}|~{3,})[\s\S]*?^\1/gm, '');
  const targets = [...prose.matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)/g)].map((match) => match[1] ?? '');
  return targets.filter((target) => !existsSync(join(ROOT, path, '..', target))).map((target) => `${path}: ${target}`);
}
