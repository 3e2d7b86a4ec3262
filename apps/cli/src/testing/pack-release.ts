import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

import type { ReleaseRecord } from '@national-forge/api';
import { digestOf, pack, releaseDigest, type FileEntry } from '@national-forge/archive';
import { MANIFEST_FILE, matchesGlob, parseManifest, type Manifest } from '@national-forge/manifest';
import {
  formatStatement,
  signEnvelope,
  STATEMENT_PAYLOAD_TYPE,
  type ReleaseStatement,
  type Signer,
} from '@national-forge/transparency';

import { RECORD } from './answers.ts';
import type { SampleLog } from './sample-log.ts';

/** Is a release as a registry keeps it. */
export interface PackedRelease {
  readonly record: ReleaseRecord;
  readonly archive: Buffer;
}

/** Packs a folder, signs it and logs it, as if its agency had published it. */
export async function packRelease(
  folder: string,
  { log, signer }: { readonly log: SampleLog; readonly signer: Signer },
): Promise<PackedRelease> {
  const packed = await pack(folder);
  const archive = await buffer(packed.open('zstd'));
  const parsed = parseManifest(readFileSync(join(folder, MANIFEST_FILE)));
  if (!parsed.ok) throw new Error('no manifest');
  const statement = statementOf(parsed.manifest, packed);
  const signed = { payloadType: STATEMENT_PAYLOAD_TYPE, payload: formatStatement(statement) };
  const logIndex = log.release(signEnvelope(signed, [signer]));
  const { name, version, release, manifest, contract, vectors } = statement;
  const digests = { manifestDigest: manifest, contractDigest: contract, vectorsDigest: vectors, logIndex };
  const facts = { name, version, releaseDigest: release, dependencies: {}, validity: null };
  const kept = { digest: digestOf(archive), size: archive.length };
  return { record: { ...RECORD, ...facts, ...digests, archive: kept, files: [...packed.files] }, archive };
}

/** Says of a folder what its agency signs; computed here as docs/spec/signing.md says it. */
function statementOf(
  { name, version, contract, vectors = [] }: Manifest,
  { releaseDigest: release, files }: { readonly releaseDigest: string; readonly files: readonly FileEntry[] },
): ReleaseStatement {
  const digestOver = (some: readonly FileEntry[]) => (some.length === 0 ? null : releaseDigest(some));
  return {
    name,
    version,
    release,
    manifest: `sha256:${files.find(({ path }) => path === MANIFEST_FILE)?.sha256 ?? ''}`,
    contract: digestOver(files.filter(({ path }) => path === contract?.input || path === contract?.output)),
    vectors: digestOver(files.filter(({ path }) => vectors.some((glob) => matchesGlob(path, glob)))),
  };
}
