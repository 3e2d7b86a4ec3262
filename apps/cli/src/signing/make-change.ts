import {
  changeWith,
  prepareChange,
  presentOnly,
  sendChange,
  type ChangeWish,
  type PreparedChange,
} from '@national-forge/client';
import type { AgencyChanged } from '@national-forge/api';
import { CHANGE_PAYLOAD_TYPE, parseChange, type AgencyChange, type Envelope } from '@national-forge/transparency';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { folderPath, optionalString, texts } from '../options.ts';
import { printable, printJson } from '../output.ts';
import { withTrust, type Trusting } from '../session/trust.ts';
import { quoted } from '../shell.ts';
import { text, type TextKey, type TextParams } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';
import { signersOf } from './choose-signers.ts';
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
  /** Runs before anybody signs; an exit code ends the call with it. */
  readonly before?: (trusting: Trusting, keeps: boolean) => Promise<ExitCode | undefined>;
  /** Why, for everyone to read; goes with what is sent. */
  readonly reason?: string | undefined;
  /** What to do where no key of this computer may sign, if not to make one. */
  readonly noKeyHint?: TextKey;
  /** Who sends what has all its signatures; default: whoever has it. */
  readonly complete?: TextKey;
}

/**
 * Makes a change of an agency, or goes on with one out of files, signs it with the keys of this computer, and sends it,
 * unless `--out` keeps it for the next one who must sign.
 */
export async function makeChange(args: Arguments, io: Io, plan: ChangePlan): Promise<ExitCode> {
  const out = optionalString(args, 'out');
  return withTrust(args, io, async (session) => {
    const trusting = { ...session, agencies: presentOnly(session.agencies) };
    const keeps = out !== undefined;
    const given = await readGiven(args, io, plan);
    const ended = await plan.before?.(trusting, keeps);
    if (ended !== undefined) return ended;
    const prepared = await prepare(io, { plan, trusting, given, keeps });
    if (!io.json) io.err(`${printable(describeChange(prepared.change, io.locale))}\n`);
    if (out !== undefined) {
      await writeSignedFile(folderPath(io, out), [prepared.envelope]);
      tellKept(io, { prepared, out, plan });
      return EXIT.ok;
    }
    const sent = await sendChange(trusting.client, prepared, { reason: plan.reason, signal: io.signal });
    const { change } = prepared.change;
    if (io.json) printJson(io, { sent: true, change, ...sent });
    else plan.tell(sent, change);
    return EXIT.ok;
  });
}

interface Preparing {
  readonly plan: ChangePlan;
  readonly trusting: Trusting;
  /** What colleagues have signed already. */
  readonly given: Envelope | undefined;
  /** Whether what is signed goes to somebody else, who may have the keys that are not here. */
  readonly keeps: boolean;
}

/** Reads the files of colleagues; they are to hold what the words of the call ask for. */
async function readGiven(args: Arguments, io: Io, plan: ChangePlan): Promise<Envelope | undefined> {
  const files = texts(args, 'with');
  if (files.length === 0) return undefined;
  const named = files.join(', ');
  const envelope = mergeSignatures(await readSignedFiles(io, files), named);
  assertAsked(envelope, plan, { io, named });
  return envelope;
}

async function prepare(io: Io, { plan, trusting, given, keeps }: Preparing): Promise<PreparedChange> {
  const { client, agencies } = trusting;
  const sign = signersOf(io, { mayBeNone: keeps, noKeyHint: plan.noKeyHint });
  const common = { sign, agencies, signal: io.signal };
  if (given !== undefined) return changeWith(client, { envelope: given, ...common });
  return prepareChange(client, { agency: plan.agency, wish: await plan.wish(trusting), ...common });
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
  { prepared, out, plan }: { readonly prepared: PreparedChange; readonly out: string; readonly plan: ChangePlan },
): void {
  const { agency, change, threshold, signed, missing, parties } = prepared;
  if (io.json) {
    printJson(io, { sent: false, agency, change: change.change, file: out, threshold, signed, missing, parties });
    return;
  }
  const line = (key: TextKey, params: TextParams) => io.err(`${text(io.locale, key, params)}\n`);
  line('key.outOrSent', { file: out, count: signed.length, threshold });
  if (parties.length > 1)
    for (const one of parties)
      line('move.party', { agency: one.agency, threshold: one.threshold, count: one.signed.length });
  const command = `${plan.again} --with ${quoted(out)}`;
  const next = parties.find((party) => party.missing > 0);
  if (next === undefined) line(plan.complete ?? 'key.outComplete', { command, agency });
  else if (next.agency === agency) line('key.outNext', { command });
  else line('move.nextParty', { agency: next.agency, command: `${command} --out FILE` });
}
