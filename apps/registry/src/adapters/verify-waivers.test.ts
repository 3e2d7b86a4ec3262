import {
  canonicalJson,
  formatEnvelope,
  formatLeaf,
  formatWaiver,
  parseEnvelope,
  parseLeaf,
  parseWaiver,
  signEnvelope,
  STATEMENT_PAYLOAD_TYPE,
  type JsonValue,
  type LeafOf,
  type Signer,
  type WaiverStatement,
} from '@national-forge/transparency';
import type Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { formatReleaseDetail, parseReleaseDetail } from '../views/release-detail.ts';
import { createBed, type Bed } from './testing/bed.ts';
import { createAgencies, testKey } from './testing/keys.ts';
import { digestOf, publish } from './testing/sample.ts';
import { damagesAfter, signAgain } from './testing/sabotage.ts';

const WAIVED = { reason: 'lu par deux personnes', waived: [{ against: '1.0.0', rule: 'input-undecided' }] };
const VERDICT = { prover: 'nforge-prover/1', level: 'minor' as const, below: null, above: null };
const AGENCY = testKey('impots');
const STRANGER = testKey('cnss');

let bed: Bed;
beforeAll(async () => {
  bed = createBed();
  const store = await bed.open();
  await createAgencies(store, 'impots', 'cnss');
  await publish(store, { version: '1.0.0' });
  await publish(store, { version: '1.1.0', waiver: WAIVED, verdict: { ...VERDICT, waiver: WAIVED } });
  await store.close();
});
afterAll(() => bed.clear());

interface Stored {
  readonly index: number;
  readonly leaf: LeafOf<'waiver'>;
  readonly waiver: WaiverStatement;
}

function readWaiver(database: Database.Database): Stored {
  const rows = database.prepare('SELECT idx, bytes FROM leaf ORDER BY idx DESC LIMIT 1').all();
  const [{ idx, bytes }] = rows as [{ idx: number; bytes: Buffer }];
  const leaf = parseLeaf(bytes);
  if (leaf.kind !== 'waiver') throw new Error(leaf.kind);
  const envelope = database.prepare('SELECT bytes FROM detail WHERE digest = ?').pluck().get(leaf.envelope) as Buffer;
  return { index: idx, leaf, waiver: parseWaiver(parseEnvelope(envelope).payload) };
}

/** Is what an operator puts in the place of a waiver: all that is left out stays as it was signed. */
interface Forgery {
  readonly leaf?: Partial<LeafOf<'waiver'>>;
  /** What the leaf says by its detail. */
  readonly shown?: Partial<WaiverStatement>;
  /** What is in the envelope, and who signs it anew. */
  readonly signed?: Partial<WaiverStatement>;
  readonly by?: readonly Signer[];
}

/** Writes the leaf of the waiver anew, with what it names, and signs the log so that it holds together. */
function forge(database: Database.Database, { leaf = {}, shown = {}, signed, by }: Forgery): void {
  const { index, leaf: before, waiver } = readWaiver(database);
  const put = database.prepare('INSERT OR IGNORE INTO detail (digest, bytes) VALUES (?, ?)');
  const keep = (bytes: Uint8Array): string => {
    put.run(digestOf(bytes), bytes);
    return digestOf(bytes);
  };
  const { reason, release, waived } = { ...waiver, ...shown };
  const list = waived.map(({ against, rule }): JsonValue => ({ against, rule }));
  const detail = keep(Buffer.from(canonicalJson({ reason, release, waived: list })));
  const payload = formatWaiver({ ...waiver, ...signed });
  const isSignedAnew = signed !== undefined || by !== undefined;
  const envelope = isSignedAnew
    ? keep(formatEnvelope(signEnvelope({ payloadType: STATEMENT_PAYLOAD_TYPE, payload }, by ?? [AGENCY])))
    : before.envelope;
  const forged = formatLeaf({ ...before, detail, envelope, ...leaf });
  database.prepare('UPDATE leaf SET bytes = ? WHERE idx = ?').run(forged, index);
  signAgain(database, bed);
}

const OTHER_REASON = { reason: 'personne n’a lu' };
const OTHER_RULE = { waived: [{ against: '1.0.0', rule: 'output-undecided' }] };
const OTHER_RELEASE = { release: digestOf('another') };

/** Lists what verify tells of the leaves; what follows from it in the other tables comes after. */
const ofLog = (damages: readonly string[]): readonly string[] =>
  damages.filter((line) => /^(leaf|node|checkpoint|signature):/.test(line));

describe('verify finds a waiver, though the operator has signed the log again,', () => {
  it('sound where nothing was forged: the harness itself breaks nothing', async () => {
    expect(await damagesAfter(bed, (database) => forge(database, {}))).toEqual([]);
  });

  it.each<[string, Forgery, string]>([
    ['whose reason is not the one that was signed', { shown: OTHER_REASON }, 'release-mismatch'],
    ['whose comparisons are not those that were signed', { shown: OTHER_RULE }, 'release-mismatch'],
    ['that was signed for another release', { signed: OTHER_RELEASE }, 'release-mismatch'],
    ['of another release than stands', { shown: OTHER_RELEASE, signed: OTHER_RELEASE }, 'release-mismatch'],
    ['that a stranger signed', { by: [STRANGER] }, 'signer-unknown'],
    ['of another version', { leaf: { version: '1.0.0' } }, 'release-mismatch'],
    ['of a version that is not there', { leaf: { version: '9.0.0' } }, 'release-mismatch'],
    ['of another agency', { leaf: { name: 'cnss/share' } }, 'state-mismatch'],
    ['judged by a state that is not the agency’s', { leaf: { state: digestOf('a state') } }, 'state-mismatch'],
  ])('%s', async (_, forgery, code) => {
    const damages = ofLog(await damagesAfter(bed, (database) => forge(database, forgery)));

    expect(damages.filter((line) => line.startsWith('signature'))).toEqual([
      expect.stringMatching(new RegExp(`^signature: leaf \\d+: ${code}$`)),
    ]);
  });

  it.each<[string, Partial<WaiverStatement>]>([
    ['for another reason', OTHER_REASON],
    ['for other comparisons', OTHER_RULE],
  ])('that the agency did sign, but %s than the record shows', async (_, other) => {
    const damages = await damagesAfter(bed, (database) => forge(database, { shown: other, signed: other }));

    expect(ofLog(damages)).toEqual([
      expect.stringMatching(/^leaf: leaf \d+: the record of leaf \d+ names another waiver$/),
    ]);
  });

  it('missing, though the record of the release names it', async () => {
    const damages = await damagesAfter(bed, (database) => {
      database.prepare('DELETE FROM leaf WHERE idx = ?').run(readWaiver(database).index);
      signAgain(database, bed);
    });

    expect(ofLog(damages)).toEqual([
      expect.stringMatching(/^leaf: leaf \d+: its record names a waiver, and the leaf of none follows$/),
    ]);
  });

  it('that the record of the release hides', async () => {
    const damages = await damagesAfter(bed, (database) => {
      const index = readWaiver(database).index - 1;
      const leaf = parseLeaf(database.prepare('SELECT bytes FROM leaf WHERE idx = ?').pluck().get(index) as Buffer);
      if (leaf.kind !== 'release') throw new Error(leaf.kind);
      const find = database.prepare('SELECT bytes FROM detail WHERE digest = ?').pluck();
      const detail = parseReleaseDetail(find.get(leaf.detail) as Buffer);
      const bytes = formatReleaseDetail({ ...detail, verdict: VERDICT });
      database.prepare('INSERT INTO detail (digest, bytes) VALUES (?, ?)').run(digestOf(bytes), bytes);
      const forged = formatLeaf({ ...leaf, detail: digestOf(bytes) });
      database.prepare('UPDATE leaf SET bytes = ? WHERE idx = ?').run(forged, index);
      signAgain(database, bed);
    });

    expect(ofLog(damages)).toEqual([
      expect.stringMatching(/^leaf: leaf \d+: no record of a release before it names this waiver$/),
    ]);
  });

  it('logged twice: the second follows no record that names it', async () => {
    const damages = await damagesAfter(bed, (database) => {
      const { index, leaf } = readWaiver(database);
      database.prepare('INSERT INTO leaf (idx, bytes) VALUES (?, ?)').run(index + 1, formatLeaf(leaf));
      signAgain(database, bed);
    });

    expect(ofLog(damages)).toEqual([
      expect.stringMatching(/^leaf: leaf \d+: no record of a release before it names this waiver$/),
    ]);
  });

  it('whose envelope or detail is gone', async () => {
    for (const named of ['envelope', 'detail'] as const) {
      const damages = await damagesAfter(bed, (database) => {
        database.prepare('DELETE FROM detail WHERE digest = ?').run(readWaiver(database).leaf[named]);
      });

      expect(damages[0]).toMatch(/^detail: sha256:[0-9a-f]{64}: it is missing; leaf \d+ names it$/);
    }
  });
});
