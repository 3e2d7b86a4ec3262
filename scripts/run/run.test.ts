import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { ROOT } from '../verbs/program.ts';
import { plantTree, type Tree } from '../walls/tree.ts';
import { closingLine } from './closing-line.mjs';
import { assertNodePossible, isSuitable } from './node.mjs';

const from = (file: string): string => JSON.stringify(join(ROOT, 'scripts/run', file));

let tree: Tree;
beforeEach(() => {
  tree = plantTree();
});
afterEach(() => {
  tree.remove();
});

describe('the Node', () => {
  it.each([
    ['v24.11.0', true],
    ['v24.21.0', true],
    ['v26.0.0', true],
    ['v24.10.9', false],
    ['v22.20.0', false],
    ['v9.11.0', false],
  ])('%s is suitable: %s', (version, suitable) => {
    expect(isSuitable(version)).toBe(suitable);
  });

  it('may be old on Linux, where a newer one is brought', () => {
    expect(() => {
      assertNodePossible('linux', 'x64', 'v20.20.2');
    }).not.toThrow();
  });

  it.each([
    ['darwin', 'arm64'],
    ['win32', 'x64'],
    ['linux', 'riscv64'],
  ])('must be 24.11 on %s-%s, else the exit code is 78', (platform, arch) => {
    const refusal = { message: expect.stringContaining('Node 24.11 or newer is needed') as string, exitCode: 78 };
    expect(() => {
      assertNodePossible(platform, arch, 'v24.10.0');
    }).toThrow(expect.objectContaining(refusal));
    expect(() => {
      assertNodePossible(platform, arch, 'v24.11.1');
    }).not.toThrow();
  });
});

describe('the lock', () => {
  const worker = (): string => `
    import { locked } from ${from('lock.mjs')};
    import { appendFileSync } from 'node:fs';
    await locked(async () => {
      appendFileSync('log', 'in ');
      await new Promise((resolve) => setTimeout(resolve, 20));
      appendFileSync('log', 'out ');
    }, 'tooling');`;
  const work = (): ReturnType<Tree['run']> => tree.run(process.execPath, ['--input-type=module', '--eval', worker()]);

  it('lets one in at a time', async () => {
    await Promise.all([work(), work(), work(), work()]);

    expect(tree.read('log')).toBe('in out '.repeat(4));
    expect(existsSync(join(tree.folder, 'tooling/lock'))).toBe(false);
  });

  it('of a dead owner is taken over by one of many', async () => {
    const { output: dead } = await tree.run(process.execPath, ['--print', 'process.pid']);
    tree.write('tooling/lock', dead.trim());

    await Promise.all([work(), work(), work(), work()]);

    expect(tree.read('log')).toBe('in out '.repeat(4));
  });
});

describe('the closing line', () => {
  const file = (status: string, count: number): unknown => ({
    status,
    assertionResults: Array.from({ length: count }),
  });

  it.each([
    [
      'a good run',
      { numPassedTests: 12, numFailedTests: 0, testResults: [file('passed', 12)] },
      0,
      '12 passed, 0 failed',
    ],
    [
      'a failed test',
      { numPassedTests: 11, numFailedTests: 1, testResults: [file('failed', 12)] },
      1,
      '11 passed, 1 failed',
    ],
    [
      'a file that cannot be read',
      { numPassedTests: 3, numFailedTests: 0, testResults: [file('failed', 0)] },
      1,
      '3 passed, 1 failed',
    ],
    ['an unhandled rejection', { numPassedTests: 3, numFailedTests: 0, testResults: [] }, 1, '3 passed, 1 failed'],
    ['checks that failed before the tests', undefined, 1, '0 passed, 1 failed'],
  ])('of %s counts it', (...[, report, status, line]) => {
    expect(closingLine(report, status)).toBe(line);
  });
});

it('reads on an old Node: the bootstrap is plain JavaScript without dependencies', () => {
  for (const file of [
    'run.mjs',
    'run/child.mjs',
    'run/environment.mjs',
    'run/install.mjs',
    'run/lock.mjs',
    'run/node.mjs',
    'run/pnpm.mjs',
  ]) {
    const imports = [...readFileSync(join(ROOT, 'scripts', file), 'utf8').matchAll(/from '([^']+)'/g)].map(
      ([, name]) => name,
    );
    expect(imports.filter((name) => !/^(node:|\.\.?\/.*\.mjs$)/.test(name ?? ''))).toEqual([]);
  }
});
