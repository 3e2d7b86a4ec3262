import { parseManifest } from '@national-forge/manifest';
import { afterAll, beforeAll, expect, it } from 'vitest';

import type { VectorReport, VectorTurn } from '../../../ports.ts';
import { sampleFiles } from '../../../testing/sample-release.ts';
import { startTestRegistry, type TestRegistry } from '../../../testing/start-test-registry.ts';
import type { KnownRelease } from './known-release.ts';
import { openTrial } from './trial.ts';

let server: TestRegistry;
beforeAll(async () => {
  server = await startTestRegistry();
});
afterAll(() => server.stop());

const ENGINES = {
  javascript: { runtime: '{ engine: javascript, entry: algorithm.js }' },
  python: { runtime: '{ engine: python, entry: "algorithm.py:double" }' },
};

/** Makes a release of one vector that is being published. */
function releaseOf(engine: keyof typeof ENGINES): KnownRelease {
  const name = 'essais/double';
  const files = sampleFiles({ name, manifest: ENGINES[engine], files: { 'algorithm.py': 'x = 1\n' } });
  const parsed = parseManifest(Buffer.from(files['algorithm.yaml'] ?? ''));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  const entries = Object.entries(files).map(([path, content]) => ({
    path,
    size: content.length,
    sha256: 'a'.repeat(64),
  }));
  return {
    ...{ name, version: '1.0.0', releaseDigest: `sha256:${'b'.repeat(64)}`, manifest: parsed.manifest, entries },
    locked: {},
    open: () => ({
      files: entries,
      read: (path) => Promise.resolve(files[path] === undefined ? undefined : Buffer.from(files[path])),
      findSecrets: () => Promise.resolve([]),
    }),
  };
}

/** Is the turn on a machine on which a task ends in this way. */
const ending = (report: Partial<VectorReport>): VectorTurn => ({
  run: ({ vectors }) =>
    Promise.resolve({ runner: 'nforge-runner/1', ended: 'complete', total: vectors.length, failed: [], ...report }),
});

const MISSING = { failed: [{ index: 0, code: 'engine-missing', message: 'no sandbox' }] } as const;

const tryOut = (engine: keyof typeof ENGINES, report: Partial<VectorReport>) => {
  const release = releaseOf(engine);
  return openTrial(server.registry.deps, ending(report), { release, together: [release] });
};

it('takes the word of the agency for Python where there is no sandbox for it, and for nothing else', async () => {
  expect(await tryOut('python', MISSING).runOwn()).toEqual({
    result: 'attested',
    total: 1,
    runner: null,
    dependencies: [],
  });
  await expect(tryOut('javascript', MISSING).runOwn()).rejects.toMatchObject({ code: 'vectors-failed' });
});

it('takes nobody’s word when some of it was run and failed', async () => {
  const failed = [...MISSING.failed, { index: 0, code: 'differs', actual: 3, message: '' } as const];

  await expect(tryOut('python', { failed }).runOwn()).rejects.toMatchObject({ code: 'vectors-failed' });
});

it('counts no earlier vector as broken that could not be run', async () => {
  const vectors = [{ version: '0.9.0', name: 'two', input: 2, output: 4 }];

  expect(await tryOut('python', MISSING).replay('1.0.0', vectors)).toEqual([]);
  expect(
    await tryOut('javascript', { failed: [{ index: 0, code: 'threw', message: 'no' }] }).replay('1.0.0', vectors),
  ).toEqual([{ version: '0.9.0', name: 'two', input: 2, expected: 4, outcome: { error: 'threw' } }]);
});

it.each(['budget', 'deadline', 'crashed'] as const)('refuses a release whose task ends in: %s', async (ended) => {
  const own = tryOut('javascript', { ended }).runOwn();
  const earlier = tryOut('javascript', { ended }).replay('1.0.0', []);

  const errors = await Promise.all(
    [own, earlier].map((one) =>
      one.then(
        () => undefined,
        (error: unknown) => error,
      ),
    ),
  );

  expect(errors).toMatchObject([{ code: 'vectors-failed' }, { code: 'vectors-failed' }]);
  const [error] = errors as { items: (locale: 'ar' | 'fr' | 'en') => { code: string; message: string }[] }[];
  for (const locale of ['ar', 'fr', 'en'] as const) {
    const [item] = error?.items(locale) ?? [];
    expect(item?.code).toBe(`vectors-${ended}`);
    expect(item?.message).not.toMatch(/\{\w+\}/);
  }
});
