import fc from 'fast-check';

import { KEY_ALGORITHMS } from '../keys/algorithms.ts';
import { encodeBase64 } from '../keys/base64.ts';
import type { Leaf, LeafKind } from '../leaf/leaf.ts';
import { createLogKey } from '../notes/log-key.ts';

/** Makes `sha256:` and 64 hexadecimal digits. */
export const arbitraryDigest = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => `sha256:${Buffer.from(bytes).toString('hex')}`);

/** Makes short names. */
export const arbitraryName = fc.stringMatching(/^[a-z][a-z0-9]{0,9}(-[a-z0-9]{1,9}){0,2}$/);

/** Makes versions, pre-releases too. */
export const arbitraryVersion = fc.stringMatching(
  /^(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})\.(0|[1-9][0-9]{0,3})(-(0|[1-9][0-9]{0,3}|[0-9]{0,3}[a-z-][0-9a-z-]{0,5})){0,1}$/,
);

/** Makes indexes up to the largest safe integer. */
export const arbitraryIndex = fc.oneof(fc.nat(), fc.maxSafeNat());

/** Makes sorted lists of names, or null for all. */
export const arbitraryNames = fc.option(
  fc
    .uniqueArray(
      arbitraryName.filter((name) => name !== 'none'),
      { minLength: 1, maxLength: 8 },
    )
    .map((names) => names.sort()),
);

/** Makes `agency/name`. */
export const arbitraryAlgorithm = fc.tuple(arbitraryName, arbitraryName).map((parts) => parts.join('/'));

/** Makes seconds of UTC. */
export const arbitraryTime = fc.integer({ min: 0, max: 253_402_300_799 });

const actor = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/);
const origin = fc.constantFrom('forge.example/log', 'سجل.example', 'local-0a1b2c3d', 'x');
const log = origin.map((name) => ({ origin: name, key: createLogKey(name).signer.verifierKey }));
const bytes = (minLength: number, maxLength: number) => fc.uint8Array({ minLength, maxLength }).map(encodeBase64);
const key = {
  key: arbitraryDigest,
  algorithm: fc.constantFrom(...KEY_ALGORITHMS),
  public: bytes(1, 2048),
};
const agency = { time: arbitraryTime, agency: arbitraryName };
const signed = { envelope: arbitraryDigest, state: arbitraryDigest, actor };
const asserted = { actor, detail: arbitraryDigest };
const version = { time: arbitraryTime, name: arbitraryAlgorithm, version: arbitraryVersion };
const rights = fc.oneof(
  fc.record({ use: fc.constant('agency' as const), names: fc.constant(null), expires: fc.option(arbitraryTime) }),
  fc.record({ use: fc.constant('ci' as const), names: arbitraryNames, expires: arbitraryTime }),
);
const parties = fc.oneof(
  fc.uniqueArray(arbitraryName, { minLength: 2, maxLength: 2 }),
  fc.uniqueArray(arbitraryAlgorithm, { minLength: 2, maxLength: 2 }),
);

/** Makes leaves of every kind: each is what its field can hold, not what a log would accept. */
export const arbitraryLeafOf: { readonly [K in LeafKind]: fc.Arbitrary<object> } = {
  'log-key': fc.tuple(fc.record({ time: arbitraryTime }), log).map(([time, opened]) => ({ ...time, ...opened })),
  fork: fc
    .tuple(fc.record({ time: arbitraryTime, fromSize: arbitraryIndex, fromRoot: bytes(32, 32) }), log)
    .map(([from, opened]) => ({ ...from, ...opened, fromOrigin: 'before.example' })),
  agency: fc.record({ ...agency, state: arbitraryDigest, ...asserted }),
  'agency-policy': fc.record({ ...agency, threshold: fc.integer({ min: 1, max: 15 }), ...signed }),
  'key-add': fc
    .tuple(fc.record({ ...agency, ...key, ...signed }), rights)
    .map(([leaf, granted]) => ({ ...leaf, ...granted })),
  'key-revoke': fc.record({ ...agency, key: arbitraryDigest, from: arbitraryIndex, ...signed }),
  'key-reset': fc.record({ ...agency, ...key, ...signed, detail: arbitraryDigest }),
  release: fc.record({ ...version, release: arbitraryDigest, ...signed, detail: arbitraryDigest }),
  waiver: fc.record({ ...version, ...signed, detail: arbitraryDigest }),
  channel: fc.record({
    ...version,
    version: fc.option(arbitraryVersion),
    tag: fc.stringMatching(/^[a-z][a-z0-9-]{0,31}$/),
    ...asserted,
  }),
  yank: fc.record({ ...version, ...asserted }),
  unyank: fc.record({ ...version, ...asserted }),
  deprecate: fc
    .record({ ...version, successor: fc.option(arbitraryAlgorithm), ...asserted })
    .filter(({ name, successor }) => name !== successor),
  undeprecate: fc.record({ ...version, ...asserted }),
  approve: fc.record({ ...version, release: arbitraryDigest, ...asserted }),
  tombstone: fc.record({
    ...version,
    release: arbitraryDigest,
    erases: fc.constantFrom('archive', 'archive,detail'),
    reference: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/),
    actor,
  }),
  transfer: fc
    .tuple(fc.record({ time: arbitraryTime, ...signed, detail: arbitraryDigest }), parties)
    .map(([leaf, [from, to]]) => ({ ...leaf, from, to })),
};

/** Makes leaves of any kind. */
export const arbitraryLeaf: fc.Arbitrary<Leaf> = fc.oneof(
  ...(Object.keys(arbitraryLeafOf) as LeafKind[]).map((kind) =>
    arbitraryLeafOf[kind].map((members) => ({ ...members, kind }) as Leaf),
  ),
);
