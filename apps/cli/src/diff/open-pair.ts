import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { CheckWorker } from '@national-forge/admission';
import { ClientError, type Client, type PublishedVersions } from '@national-forge/client';
import { isVersion, MANIFEST_FILE, parseManifest, parseReference } from '@national-forge/manifest';
import { compareVersions, isStable } from '@national-forge/versioning';

import { EXIT, type Io } from '../io.ts';
import { folderPath } from '../options.ts';
import { resolveOne } from '../session/resolve-one.ts';
import { UsageError } from '../usage-error.ts';
import { openFolder, sideOfRelease, type Side } from './side.ts';

/** Says with which means sides are opened. */
export interface Opening {
  readonly io: Io;
  readonly client: Client;
  readonly worker: CheckWorker;
  /** Lists what is published of an algorithm, each once. */
  readonly versionsOf: (name: string) => Promise<PublishedVersions>;
}

/** Is what is compared, the earlier one first. */
export interface Pair {
  readonly from: Side;
  readonly to: Side;
}

const HERE = '.';

/**
 * Opens what two words name: folders, versions, references. One word: that against the folder here. None: the folder against the
 * published version nearest to it.
 * @throws UsageError where a word names nothing, or nothing is published
 */
export async function openPair([a, b]: readonly string[], opening: Opening): Promise<Pair> {
  if (a === undefined) {
    const to = await openWord(HERE, opening);
    return { from: await openNearest(to, opening), to };
  }
  const from = await openWord(a, opening);
  return { from, to: await openWord(b ?? HERE, opening) };
}

async function openWord(word: string, opening: Opening): Promise<Side> {
  const { io, client, worker } = opening;
  if (isFolder(word, io)) return openFolder(word, io, worker);
  if (isVersion(word)) return openVersion(await nameHere(io), word, opening);
  const reference = referenceOf(word);
  const { name, selector } = reference;
  if (selector !== undefined)
    return openVersion(name, await resolveOne(client, { name, selector }, io.signal), opening);
  const { latest } = await client.algorithm(name, { signal: io.signal });
  if (latest === null) throw unpublished(name);
  return openVersion(name, latest, opening);
}

/** A folder is taken for one where it has a manifest, or where the word cannot mean anything else. */
function isFolder(word: string, io: Io): boolean {
  return /^(\.{0,2}\/|\.{1,2}$|~)/.test(word) || existsSync(join(folderPath(io, word), MANIFEST_FILE));
}

function referenceOf(word: string) {
  // Without a slash it names no algorithm either: a slip in the name of a folder, or of a version.
  if (!word.includes('/'))
    throw new UsageError('diff.unknown', { word }, { exit: EXIT.notFound, hint: 'diff.unknownHint' });
  return parseReference(word);
}

/** Gives the name of the algorithm in the folder here. */
async function nameHere(io: Io): Promise<string> {
  const bytes = await readFile(join(io.cwd, MANIFEST_FILE)).catch((cause: unknown) => {
    throw new ClientError('manifest-missing', { params: { path: HERE }, cause });
  });
  const parsed = parseManifest(bytes);
  if (parsed.ok) return parsed.manifest.name;
  const { code = 'unknown', line = 1, column = 1 } = parsed.problems[0] ?? {};
  throw new ClientError('manifest-invalid', { params: { path: MANIFEST_FILE, reason: code, line, column } });
}

async function openVersion(name: string, version: string, { versionsOf }: Opening): Promise<Side> {
  const release = await (await versionsOf(name)).open(version);
  if (release === undefined)
    throw new UsageError(
      'diff.removed',
      { release: `${name}@${version}` },
      { exit: EXIT.notFound, hint: 'diff.removedHint' },
    );
  return sideOfRelease(release);
}

async function openNearest({ content: { manifest } }: Side, opening: Opening): Promise<Side> {
  const { name, version } = manifest;
  const nearest = nearestVersion(version, (await opening.versionsOf(name)).versions);
  if (nearest === undefined) throw unpublished(name);
  return openVersion(name, nearest, opening);
}

const unpublished = (name: string): UsageError =>
  new UsageError('diff.unpublished', { name }, { exit: EXIT.notFound, hint: 'diff.unpublishedHint' });

interface Listed {
  readonly version: string;
  readonly yanked?: true | undefined;
  readonly tombstoned?: true | undefined;
}

/** Finds the published version that a folder stems from most likely: its own, else the next lower one, else the lowest. */
export function nearestVersion(version: string, published: readonly Listed[]): string | undefined {
  const usable = published.filter(({ yanked, tombstoned }) => !yanked && !tombstoned).map((one) => one.version);
  if (usable.includes(version)) return version;
  const stable = usable.filter(isStable);
  const ascending = (stable.length > 0 ? stable : usable).toSorted(compareVersions);
  return ascending.findLast((one) => compareVersions(one, version) < 0) ?? ascending[0];
}
