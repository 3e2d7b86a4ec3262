import type { Algorithm, ReleaseRecord, ReleaseStatus } from '@national-forge/api';
import type { Client } from '@national-forge/client';
import { parseReference } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { positional } from '../options.ts';
import { localText, printJson, printRows } from '../output.ts';
import { withClient } from '../session/session.ts';
import type { MovedNames } from '../session/moved-names.ts';
import { text } from '../texts/texts.ts';
import { resolveOne } from '../session/resolve-one.ts';

function printHead(io: Io, head: Algorithm): void {
  const channels = Object.entries(head.channels).map(([tag, version]) => `${tag} ${version}`);
  printRows(io, [
    [text(io.locale, 'label.name'), head.name],
    [text(io.locale, 'label.title'), localText(io, head.title)],
    [text(io.locale, 'label.summary'), localText(io, head.summary)],
    [text(io.locale, 'label.latest'), head.latest ?? '–'],
    [text(io.locale, 'label.channels'), channels.join(', ')],
    [text(io.locale, 'label.versions'), String(head.versionCount)],
    [text(io.locale, 'label.kind'), head.kind],
    [text(io.locale, 'label.sectors'), head.sectors.join(', ')],
    [text(io.locale, 'label.region'), head.region],
    [text(io.locale, 'label.license'), head.license],
    [text(io.locale, 'label.risk'), head.risk],
    [text(io.locale, 'label.updated'), head.updatedAt],
    ...(head.formerNames ? [[text(io.locale, 'label.formerNames'), head.formerNames.join(', ')]] : []),
  ]);
}

function printRelease(io: Io, record: ReleaseRecord, status: ReleaseStatus): void {
  const { validity, dependencies } = record;
  printRows(io, [
    [text(io.locale, 'label.name'), `${status.name}@${record.version}`],
    ...(record.name === status.name ? [] : [[text(io.locale, 'label.publishedAs'), record.name]]),
    [text(io.locale, 'label.digest'), record.releaseDigest],
    [text(io.locale, 'label.published'), record.publishedAt],
    [text(io.locale, 'label.files'), String(record.files.length)],
    [text(io.locale, 'label.validity'), validity ? `${validity.from} – ${validity.until ?? '…'}` : '–'],
    [
      text(io.locale, 'label.dependencies'),
      Object.entries(dependencies)
        .map(([name, range]) => `${name}@${range}`)
        .join(', ') || '–',
    ],
    [text(io.locale, 'label.yanked'), status.yanked?.reason ?? '–'],
    [text(io.locale, 'label.deprecated'), status.deprecated ? deprecation(status.deprecated) : '–'],
    ...(status.tombstoned ? [[text(io.locale, 'label.tombstoned'), removal(status.tombstoned)]] : []),
  ]);
}

/** The successor may have moved on since it was named. */
function deprecation({ reason, successor, successorMovedTo }: NonNullable<ReleaseStatus['deprecated']>): string {
  const present = successorMovedTo ?? successor;
  return present === null ? reason : `${reason} → ${present}`;
}

const removal = ({ reference, since }: NonNullable<ReleaseStatus['tombstoned']>): string => `${reference}, ${since}`;

interface Viewing {
  readonly client: Client;
  readonly moved: MovedNames;
}

async function viewRelease(io: Io, viewing: Viewing, reference: { name: string; selector: string }): Promise<void> {
  const { client, moved } = viewing;
  const version = await resolveOne(client, reference, io.signal);
  const [record, status] = await Promise.all([
    client.release(reference.name, version, { signal: io.signal }),
    client.status(reference.name, version, { signal: io.signal }),
  ]);
  if (io.json) printJson(io, { ...record, status: status.value, ...moved.member() });
  else printRelease(io, record, status.value);
}

/** Shows an algorithm, or one release of it when a version, range or channel is named. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const { name, selector } = parseReference(positional(args, 0));
  return withClient(args, io, async (client, moved) => {
    if (selector !== undefined) await viewRelease(io, { client, moved }, { name, selector });
    else {
      const head = await client.algorithm(name, { signal: io.signal });
      if (io.json) printJson(io, { ...head, ...moved.member() });
      else printHead(io, head);
    }
    return EXIT.ok;
  });
}
