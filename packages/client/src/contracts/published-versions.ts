import { contractFiles } from '@national-forge/admission';
import type { VersionEntry } from '@national-forge/api';

import { ClientError, isClientError } from '../client-error.ts';
import { proveName } from '../install/prove-name.ts';
import { askMoves } from '../project/find-moves.ts';
import { askerOf } from '../project/graph.ts';
import type { MoveClaims } from '../project/moved-names.ts';
import { openTrust, type FirstUse, type TrustSession } from '../trust/session.ts';
import { assertStatement } from '../trust/statement-digests.ts';
import { openRelease, type FileMeans, type PublishedRelease } from './published-release.ts';

/** Is what is published of one algorithm, as far as somebody asks for it. */
export interface PublishedVersions {
  readonly name: string;
  /** All versions, newest publication first; none where the algorithm is new. */
  readonly versions: readonly VersionEntry[];
  /**
   * Gives one of them, proved by its agency's signatures and its place in the log; undefined where it was removed by law.
   * @throws ClientError `integrity`, `untrusted`, `version-unknown`, those of the registry, the way and the disk
   */
  open(version: string): Promise<PublishedRelease | undefined>;
  /** Remembers what was proved. Gives what was trusted because it was met for the first time. */
  remember(): Promise<FirstUse | undefined>;
}

/**
 * Lists what is published of an algorithm. Releases are proved by one checkpoint, which is fetched with the first of them.
 * @throws ClientError those of the registry and the way; an algorithm that is not known has no versions
 */
export async function openVersionsOf(means: FileMeans, name: string): Promise<PublishedVersions> {
  const { client, signal } = means;
  const versions = await client.versions(name, { signal }).then(
    (list) => list.all(),
    (error: unknown) => {
      if (isClientError(error) && error.code === 'algorithm-unknown') return [];
      throw error;
    },
  );
  const removed = new Set(versions.filter(({ tombstoned }) => tombstoned).map(({ version }) => version));
  const opened = new Map<string, Promise<PublishedRelease | undefined>>();
  let session: Promise<TrustSession> | undefined;
  const claimsOf = rememberingMoves(means);
  const prove = async (version: string): Promise<PublishedRelease> => {
    session ??= openTrust(means);
    return openProved({ means, session: await session, claimsOf }, { name, version });
  };
  return {
    name,
    versions,
    open: (version) => {
      const started = opened.get(version) ?? (removed.has(version) ? Promise.resolve(undefined) : prove(version));
      opened.set(version, started);
      return started;
    },
    remember: async () => {
      const proved = await session;
      await proved?.remember();
      return proved?.firstUse();
    },
  };
}

type ClaimsOf = (release: { readonly name: string; readonly version: string }) => Promise<MoveClaims>;

/** Asks once for each name under which versions were published: mostly there is one, and it did not move. */
function rememberingMoves({ client, signal }: FileMeans): ClaimsOf {
  const asked = new Map<string, Promise<MoveClaims>>();
  return ({ name, version }) => {
    const claims = asked.get(name) ?? askMoves(client, [{ name, version }], { signal });
    asked.set(name, claims);
    return claims;
  };
}

interface Proving {
  readonly means: FileMeans;
  readonly session: TrustSession;
  readonly claimsOf: ClaimsOf;
}

/** The version is asked for by the name that a person says; what is signed has the name of its time. */
async function openProved(
  { means, session, claimsOf }: Proving,
  asked: { readonly name: string; readonly version: string },
): Promise<PublishedRelease> {
  const record = await means.client.release(asked.name, asked.version, { signal: means.signal });
  const { name: signed, version, releaseDigest } = record;
  if (version !== asked.version) {
    const params = { what: askerOf(asked), expected: askerOf(asked), actual: askerOf(record) };
    throw new ClientError('integrity', { params });
  }
  const proof = await session.prove({ name: signed, version, releaseDigest });
  const claims = await claimsOf({ name: signed, version });
  await proveName(session, claims, { name: asked.name, publishedAs: signed, index: proof.index });
  const release = await openRelease(means, record);
  const { files, manifest } = release;
  const contract = await contractFiles(files, manifest);
  assertStatement(askerOf(record), proof.statement, { files: files.files, manifest, contract });
  return release;
}
