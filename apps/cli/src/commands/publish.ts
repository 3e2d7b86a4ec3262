import type { Receipt } from '@national-forge/api';
import { ClientError, isClientError, publishFolders, type PublishedFolders } from '@national-forge/client';
import { parseCheckpoint, parseLeaf, parseNote } from '@national-forge/transparency';

import { findingsOf } from '../authoring/check-one.ts';
import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { folderPath, texts, waiveOption, wants } from '../options.ts';
import { printable, printJson, printRows } from '../output.ts';
import { publishProgress } from '../progress.ts';
import type { ReportItem } from '../error-report.ts';
import { formatItem } from '../report.ts';
import { withJudge } from '../session/judge.ts';
import { withTrust } from '../session/trust.ts';
import { signersOf } from '../signing/choose-signers.ts';
import { formatInstant } from '../signing/describe-change.ts';
import { readSignedFiles } from '../signing/signed-file.ts';
import { text } from '../texts/texts.ts';

/** Gathers what is to be said of the folders although they may be published. */
async function warningsOf({ releases }: PublishedFolders, named: readonly string[], io: Io): Promise<ReportItem[]> {
  const locale = io.json ? 'en' : io.locale;
  const all: ReportItem[] = [];
  for (const [index, release] of releases.entries())
    all.push(...(await findingsOf(release, { folder: named[index] ?? '.', locale })));
  return all;
}

function tell(io: Io, published: PublishedFolders): void {
  const { submission, releases } = published;
  for (const { message, hint, release, file } of submission.warnings) {
    const where = [release, file].filter(Boolean).join(' ');
    const item = { where, severity: 'warning' as const, message, ...(hint !== undefined && { hint }) };
    io.err(`${printable(formatItem(item, io))}\n`);
  }
  if (submission.state === 'accepted') {
    for (const { admission } of releases) {
      const release = `${admission.manifest?.name ?? ''}@${admission.manifest?.version ?? ''}`;
      io.err(`${text(io.locale, 'publish.accepted', { release })}\n`);
    }
    return;
  }
  printRows(
    io,
    submission.receipts.map(({ name, version, releaseDigest, publishedAt, log }) => [
      `${name}@${version}`,
      releaseDigest,
      publishedAt,
      String(log.index),
    ]),
  );
  for (const receipt of submission.receipts) tellReceipt(io, receipt);
}

/** The client has checked that the leaf says what was sent and stands in the log. */
function tellReceipt(io: Io, { name, version, log }: Receipt): void {
  const leaf = parseLeaf(Buffer.from(log.leaf));
  const { origin } = parseCheckpoint(parseNote(log.checkpoint).text);
  const params = { index: log.index, origin, time: formatInstant(leaf.time) };
  io.err(`${text(io.locale, 'publish.done', { release: `${name}@${version}` })}\n`);
  io.err(`${text(io.locale, 'publish.logged', params)}\n`);
}

/** Names folders in findings as the person wrote them. */
function withNames(error: unknown, nameOf: (folder: string) => string): unknown {
  if (!isClientError(error) || (error.findings.length === 0 && error.bumps.length === 0)) return error;
  const named = <T extends { readonly folder: string }>(one: T): T => ({ ...one, folder: nameOf(one.folder) });
  const [findings, bumps] = [error.findings.map(named), error.bumps.map(named)];
  return new ClientError(error.code, { params: error.params, findings, bumps, cause: error });
}

/** Publishes the algorithms of folders, all or none; the same content again gives the same receipts. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const named = args.positionals.length === 0 ? ['.'] : args.positionals;
  const folders = named.map((folder) => folderPath(io, folder));
  const progress = publishProgress(io);
  const given = await readSignedFiles(io, texts(args, 'with'));
  const waive = waiveOption(args);
  const signing = { sign: signersOf(io), with: given, waive };
  const options = { dryRun: wants(args, 'dry-run'), onProgress: progress.take, signal: io.signal, ...signing };
  const nameOf = (folder: string): string => named[folders.indexOf(folder)] ?? folder;
  const published = await withTrust(args, io, ({ client, agencies }) =>
    withJudge({ args, io, client, waive, nameOf }, (judges) =>
      publishFolders(client, folders, { ...options, agencies, ...judges }),
    ),
  )
    .catch((error: unknown) => {
      throw withNames(error, nameOf);
    })
    .finally(() => progress.end());
  const warnings = await warningsOf(published, named, io);
  const { state, receipts, warnings: theirs } = published.submission;
  if (io.json) printJson(io, { state, receipts, warnings: [...theirs, ...warnings] });
  else {
    for (const item of warnings) io.err(`${printable(formatItem(item, io))}\n`);
    tell(io, published);
  }
  return EXIT.ok;
}
