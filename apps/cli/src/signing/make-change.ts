import { changeWith, prepareChange, sendChange, type ChangeWish, type PreparedChange } from '@national-forge/client';
import type { AgencyChanged } from '@national-forge/api';
import { CHANGE_PAYLOAD_TYPE, parseChange, type AgencyChange, type Envelope } from '@national-forge/transparency';

import type { Arguments } from '../command.ts';
import type { Io } from '../io.ts';
import { folderPath, optionalString, texts } from '../options.ts';
import { printable, printJson } from '../output.ts';
import { withTrust, type Trusting } from '../session/trust.ts';
import { text } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';
import { signersOf } from './choose-keys.ts';
import { describeChange } from './describe-change.ts';
import { mergeSignatures, readSignedFiles, writeSignedFile } from './signed-file.ts';

/** Says which change of an agency a command makes. */
export interface ChangePlan {
  readonly agency: string;
  /** Makes the wish when no colleague has begun it. */
  readonly wish: (trusting: Trusting) => Promise<ChangeWish>;
  /** Tells whether a change out of a file is what the words of the call ask for: nobody signs something else. */
  readonly isAsked: (change: AgencyChange['change']) => boolean;
  /** The call that a colleague repeats with `--with`. */
  readonly again: string;
  /** Tells the recorded change to people. */
  readonly tell: (sent: AgencyChanged, change: AgencyChange['change']) => void;
}

/**
 * Makes a change of an agency, or goes on with one out of files, signs it with the keys of this computer, and sends it,
 * unless `--out` keeps it for the next one who must sign.
 */
export async function makeChange(args: Arguments, io: Io, plan: ChangePlan): Promise<void> {
  const out = optionalString(args, 'out');
  await withTrust(args, io, async (trusting) => {
    const prepared = await prepare(args, io, { plan, trusting, keeps: out !== undefined });
    if (!io.json) io.err(`${printable(describeChange(prepared.change, io.locale))}\n`);
    if (out !== undefined) {
      await writeSignedFile(folderPath(io, out), [prepared.envelope]);
      tellKept(io, { prepared, out, again: plan.again });
      return;
    }
    const sent = await sendChange(trusting.client, prepared);
    const { change } = prepared.change;
    if (io.json) printJson(io, { sent: true, change, ...sent });
    else plan.tell(sent, change);
  });
}

interface Preparing {
  readonly plan: ChangePlan;
  readonly trusting: Trusting;
  /** Whether what is signed goes to somebody else, who may have the keys that are not here. */
  readonly keeps: boolean;
}

async function prepare(args: Arguments, io: Io, { plan, trusting, keeps }: Preparing): Promise<PreparedChange> {
  const { client, agencies } = trusting;
  const files = texts(args, 'with');
  const common = { sign: signersOf(io, { mayBeNone: keeps }), agencies, signal: io.signal };
  if (files.length === 0)
    return prepareChange(client, { agency: plan.agency, wish: await plan.wish(trusting), ...common });
  const named = files.join(', ');
  const envelope = mergeSignatures(await readSignedFiles(io, files), named);
  assertAsked(envelope, plan, { io, named });
  return changeWith(client, { envelope, ...common });
}

/** A file from elsewhere may hold another change than its name says. */
function assertAsked(envelope: Envelope, plan: ChangePlan, { io, named }: { readonly io: Io; readonly named: string }) {
  const isChange = envelope.payloadType === CHANGE_PAYLOAD_TYPE;
  const found = isChange ? parseChange(envelope.payload) : undefined;
  if (found?.agency === plan.agency && plan.isAsked(found.change)) return;
  const locale = io.json ? 'en' : io.locale;
  const what = found === undefined ? text(locale, 'change.none') : describeChange(found, locale);
  throw new UsageError('change.other', { file: named, what });
}

function tellKept(
  io: Io,
  { prepared, out, again }: { readonly prepared: PreparedChange; readonly out: string; readonly again: string },
): void {
  const { agency, change, threshold, signed, missing } = prepared;
  if (io.json) {
    printJson(io, { sent: false, agency, change: change.change, file: out, threshold, signed, missing });
    return;
  }
  const command = `${again} --with ${out}`;
  io.err(`${text(io.locale, 'key.outOrSent', { file: out, count: signed.length, threshold })}\n`);
  io.err(`${text(io.locale, missing > 0 ? 'key.outNext' : 'key.outComplete', { command })}\n`);
}
