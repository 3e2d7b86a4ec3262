import { ClientError, isClientError, publishFolders, type PublishedFolders } from '@national-forge/client';

import { findingsOf } from '../authoring/check-one.ts';
import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { folderPath, wants } from '../options.ts';
import { printable, printJson, printRows } from '../output.ts';
import { publishProgress } from '../progress.ts';
import { formatItem, type ReportItem } from '../report.ts';
import { withClient } from '../session/session.ts';
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
    submission.receipts.map(({ name, version, releaseDigest, publishedAt }) => [
      `${name}@${version}`,
      releaseDigest,
      publishedAt,
    ]),
  );
  for (const { name, version } of submission.receipts)
    io.err(`${text(io.locale, 'publish.done', { release: `${name}@${version}` })}\n`);
}

/** Names folders in findings as the person wrote them. */
function withNames(error: unknown, nameOf: (folder: string) => string): unknown {
  if (!isClientError(error) || error.findings.length === 0) return error;
  const findings = error.findings.map((one) => ({ ...one, folder: nameOf(one.folder) }));
  return new ClientError(error.code, { params: error.params, findings, cause: error });
}

/** Publishes the algorithms of folders, all or none; the same content again gives the same receipts. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const named = args.positionals.length === 0 ? ['.'] : args.positionals;
  const folders = named.map((folder) => folderPath(io, folder));
  const progress = publishProgress(io);
  const options = { dryRun: wants(args, 'dry-run'), onProgress: progress.take, signal: io.signal };
  const published = await withClient(args, io, (client) => publishFolders(client, folders, options))
    .catch((error: unknown) => {
      throw withNames(error, (folder) => named[folders.indexOf(folder)] ?? folder);
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
