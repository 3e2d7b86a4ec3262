import { isAlgorithmName } from '@national-forge/manifest';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { assertSound, lockKey } from './graph.ts';
import { formatLock, parseLock, ROOT, type Lock, type LockedRelease } from './lock.ts';

const PATH = 'project/forge-lock.json';
const digest = (seed: number) => `sha256:${seed.toString(16).padStart(64, '0')}`;

const LOG: Lock['log'] = {
  origin: 'forge.gov.ma',
  key: 'forge.gov.ma+00000000+AA==',
  checkpoint: 'forge.gov.ma\n6\n',
};
const PIN: Lock['agencies'][string] = { leaf: 3, state: digest(7), keys: [digest(8)] };

const word = fc.stringMatching(/^[a-z][a-z0-9]{0,8}$/);
const name: fc.Arbitrary<string> = fc
  .tuple(word, word)
  .map(([agency, algorithm]) => `${agency}/${algorithm}`)
  .filter((text) => isAlgorithmName(text));
const version = fc
  .tuple(fc.nat(3), fc.nat(20), fc.nat(20))
  .map(([major, minor, patch]) => `${major}.${minor}.${patch}`);

const emptyRecord = (): Record<string, string> => ({});

/** Sound locks: releases in a row, each depending on some of those after it, the first ones asked for by the project. */
const locks: fc.Arbitrary<Lock> = fc
  .record({
    names: fc.uniqueArray(name, { minLength: 1, maxLength: 8 }),
    versions: fc.array(version, { minLength: 8, maxLength: 8 }),
    edges: fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 12 }),
    seed: fc.nat(1000),
  })
  .map(({ names, versions, edges, seed }) => {
    const releases = names.map((one, index) => ({
      name: one,
      version: versions[index] ?? '1.0.0',
      releaseDigest: digest(seed + index),
      archive: { digest: digest(seed * 31 + index), size: index + 1 },
      dependencies: emptyRecord(),
      requiredBy: new Array<LockedRelease['requiredBy'][number]>(),
      logIndex: seed + index,
    }));
    const requirements: Record<string, string> = {};
    for (const [from, to] of edges) {
      const [asker, asked] = [releases[from], releases[to]];
      if (asker === undefined || asked === undefined || from >= to) continue;
      if (Object.hasOwn(asker.dependencies, asked.name)) continue;
      asker.dependencies[asked.name] = `^${asked.version}`;
      asked.requiredBy.push({ by: `${asker.name}@${asker.version}`, range: `^${asked.version}` });
    }
    for (const release of releases) {
      if (release.requiredBy.length > 0) continue;
      requirements[release.name] = `~${release.version}`;
      release.requiredBy.push({ by: ROOT, range: `~${release.version}` });
    }
    const entries = releases.map(({ name: one, ...rest }) => [lockKey(one, rest.version), rest] as const);
    return {
      lockVersion: 1,
      registry: 'https://forge.gov.ma',
      at: '2026-06-01',
      requirements,
      log: LOG,
      agencies: Object.fromEntries(names.map((one) => [one.split('/')[0] ?? '', PIN])),
      releases: Object.fromEntries(entries),
    };
  });

/** The same lock with its members in another order. */
function shuffled(lock: Lock): Lock {
  const turn = <T>(members: Record<string, T>) => Object.fromEntries(Object.entries(members).toReversed());
  const releases = Object.entries(turn(lock.releases)).map(([key, release]) => {
    const { requiredBy, ...rest } = release;
    return [key, { requiredBy: requiredBy.toReversed(), ...rest }] as const;
  });
  return {
    ...turn(lock as unknown as Record<string, unknown>),
    releases: Object.fromEntries(releases),
  } as unknown as Lock;
}

const one: Lock = {
  lockVersion: 1,
  registry: 'https://forge.gov.ma',
  at: '2026-06-01',
  requirements: { 'impots/tax': '^1' },
  log: LOG,
  agencies: { impots: PIN, tresor: PIN },
  releases: {
    'impots/tax@1': {
      version: '1.2.0',
      releaseDigest: digest(1),
      archive: { digest: digest(2), size: 10 },
      dependencies: { 'tresor/rates': '^2.0.0' },
      requiredBy: [{ by: 'root', range: '^1' }],
      logIndex: 5,
    },
    'tresor/rates@2': {
      version: '2.1.0',
      releaseDigest: digest(3),
      archive: { digest: digest(4), size: 20 },
      dependencies: {},
      requiredBy: [{ by: 'impots/tax@1.2.0', range: '^2.0.0' }],
      logIndex: 4,
    },
  },
};

describe('a lock file', () => {
  test('comes back as it was written, and is sound', () => {
    fc.assert(
      fc.property(locks, (lock) => {
        const parsed = parseLock(formatLock(lock), PATH);
        expect(formatLock(parsed)).toBe(formatLock(lock));
        expect(parsed.requirements).toEqual(lock.requirements);
        assertSound(parsed, { code: 'lock-invalid', path: PATH });
      }),
    );
  });

  test('has the same bytes whatever the order of members', () => {
    fc.assert(
      fc.property(locks, (lock) => {
        expect(formatLock(shuffled(lock))).toBe(formatLock(lock));
      }),
    );
  });

  test('has the form that the specification shows', () => {
    expect(
      formatLock({ ...one, agencies: { impots: PIN }, releases: { 'impots/tax@1': one.releases['impots/tax@1']! } }),
    ).toBe(`{
  "agencies": {
    "impots": {
      "keys": [
        "${digest(8)}"
      ],
      "leaf": 3,
      "state": "${digest(7)}"
    }
  },
  "at": "2026-06-01",
  "lockVersion": 1,
  "log": {
    "checkpoint": "forge.gov.ma\\n6\\n",
    "key": "forge.gov.ma+00000000+AA==",
    "origin": "forge.gov.ma"
  },
  "registry": "https://forge.gov.ma",
  "releases": {
    "impots/tax@1": {
      "archive": {
        "digest": "${digest(2)}",
        "size": 10
      },
      "dependencies": {
        "tresor/rates": "^2.0.0"
      },
      "logIndex": 5,
      "releaseDigest": "${digest(1)}",
      "requiredBy": [
        {
          "by": "root",
          "range": "^1"
        }
      ],
      "version": "1.2.0"
    }
  },
  "requirements": {
    "impots/tax": "^1"
  }
}
`);
  });

  test.each([
    ['another format', JSON.stringify({ ...one, lockVersion: 0 }), 'lock-version', undefined],
    ['an unknown member', JSON.stringify({ ...one, extra: 1 }), 'lock-invalid', 'shape'],
    ['a path for a name', JSON.stringify({ ...one, requirements: { '../../x': '^1' } }), 'lock-invalid', 'shape'],
    [
      'a device for a name',
      JSON.stringify({ ...one, releases: { 'con/aux@1': one.releases['impots/tax@1'] } }),
      'lock-invalid',
      'shape',
    ],
    ['an open merge', `<<<<<<< HEAD\n${JSON.stringify(one)}\n>>>>>>> x`, 'lock-invalid', 'merge-conflict'],
    ['no JSON', '{', 'lock-invalid', 'json'],
    ['null', 'null', 'lock-invalid', 'shape'],
  ] as const)('with %s is refused', (...[, text, code, reason]) => {
    expect(() => parseLock(text, PATH)).toThrow(
      expect.objectContaining({
        code,
        params: expect.objectContaining(
          reason === undefined ? { found: 0, supported: 1 } : { path: PATH, reason },
        ) as object,
      }) as Error,
    );
  });

  test('is refused without a crash whatever a merge tool made of it', () => {
    const text = formatLock(one);
    fc.assert(
      fc.property(fc.tuple(fc.nat(text.length - 1), fc.nat(40), fc.string({ maxLength: 5 })), ([at, cut, filling]) => {
        const broken = text.slice(0, at) + filling + text.slice(at + cut);
        try {
          assertSound(parseLock(broken, PATH), { code: 'lock-invalid', path: PATH });
        } catch (error) {
          expect(error).toMatchObject({ name: 'ClientError' });
        }
      }),
    );
  });
});

describe('assertSound', () => {
  const change = (edit: (lock: Record<string, never>) => void): Lock => {
    const copy = structuredClone(one);
    edit(copy as unknown as Record<string, never>);
    return copy;
  };
  type Loose = { requirements: Record<string, string>; releases: Record<string, Record<string, unknown>> };

  test.each<[string, string, (lock: Loose) => void]>([
    ['a requirement nobody answers', 'missing', (lock) => (lock.requirements['a/b'] = '^1')],
    ['a dependency nobody answers', 'missing', (lock) => delete lock.releases['tresor/rates@2']],
    ['a release nobody asks for', 'unwanted', (lock) => (lock.requirements = {})],
    [
      'a version outside its range',
      'range',
      (lock) => (lock.releases['impots/tax@1']!['requiredBy'] = [{ by: 'root', range: '^9' }]),
    ],
    ['a key that is not its version', 'key', (lock) => (lock.releases['impots/tax@1']!['version'] = '2.0.0')],
    [
      'two answers to one question',
      'ambiguous',
      (lock) => {
        lock.requirements['impots/tax'] = '*';
        lock.releases['impots/tax@1']!['requiredBy'] = [{ by: 'root', range: '*' }];
        lock.releases['impots/tax@3'] = {
          ...lock.releases['impots/tax@1'],
          version: '3.0.0',
          dependencies: {},
        };
      },
    ],
  ])('refuses %s', (_title, reason, edit) => {
    const lock = change(edit as unknown as (lock: Record<string, never>) => void);
    const consistent = reason === 'range' ? { ...lock, requirements: { 'impots/tax': '^9' } } : lock;
    expect(() => assertSound(consistent, { code: 'lock-invalid', path: PATH })).toThrow(
      expect.objectContaining({ code: 'lock-invalid', params: expect.objectContaining({ reason }) as object }) as Error,
    );
  });
});
