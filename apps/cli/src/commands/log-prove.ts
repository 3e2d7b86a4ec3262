import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ClientError, verifyArtifact, type ArtifactReport, type Client } from '@national-forge/client';
import { parseReference, parseVersion } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { folderPath, positional, requiredString } from '../options.ts';
import { printJson } from '../output.ts';
import { trustMeans, withClient } from '../session/session.ts';
import { formatInstant } from '../signing/describe-change.ts';
import { codeOf } from '../system-code.ts';
import { text } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';

/** Writes a proof; the same one may be there, anything else is not written over. */
async function writeProof(file: string, named: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes, { flag: 'wx' });
  } catch (error) {
    if (codeOf(error) !== 'EEXIST')
      throw new ClientError('file-access', { params: { path: file, reason: codeOf(error) }, cause: error });
    if (Buffer.compare(await readFile(file), bytes) === 0) return;
    throw new UsageError('log.taken', { file: named }, { exit: EXIT.conflict, hint: 'log.takenHint', cause: error });
  }
}

interface Wanted {
  readonly client: Client;
  readonly name: string;
  readonly version: string;
  readonly proof: Uint8Array;
}

/** A proof that does not hold is not handed on. */
async function assertProves(io: Io, { client, name, version, proof }: Wanted): Promise<ArtifactReport> {
  const folder = await mkdtemp(join(tmpdir(), 'nforge-proof-'));
  try {
    const file = join(folder, 'proof');
    await writeFile(file, proof, { mode: 0o600 });
    const means = trustMeans(io, client);
    const report = await verifyArtifact({ ...means, client, target: `${name}@${version}`, proof: file, now: io.now });
    const failed = report.steps.find(({ ok }) => !ok);
    if (failed === undefined) return report;
    throw new ClientError('untrusted', { params: { ...failed.facts, step: failed.step } });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes the file that proves a release without the registry, after the release has been verified with it here. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const { name, selector } = parseReference(positional(args, 0));
  if (selector === undefined) throw new UsageError('usage.needsVersion', { value: positional(args, 0) });
  const version = parseVersion(selector);
  const out = requiredString(args, 'out');
  return withClient(args, io, async (client) => {
    const proof = await client.releaseProof(name, version, { signal: io.signal });
    const { steps, releaseDigest } = await assertProves(io, { client, name, version, proof });
    await writeProof(folderPath(io, out), out, proof);
    const { index = 0, size = 0, time = 0 } = steps.find(({ step }) => step === 'inclusion')?.facts ?? {};
    const origin = String(steps.find(({ step }) => step === 'origin')?.facts['what'] ?? '');
    const place = { logIndex: index, time: formatInstant(Number(time)), checkpoint: { origin, size } };
    if (io.json) printJson(io, { name, version, releaseDigest, ...place, file: out, bytes: proof.length });
    else
      io.err(`${text(io.locale, 'log.proved', { release: `${name}@${version}`, file: out, index, size, origin })}\n`);
    return EXIT.ok;
  });
}
