import { ClientError, isClientError, type Client, type VerifiedAgency } from '@national-forge/client';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { optionalReason, wants } from '../options.ts';
import { printJson } from '../output.ts';
import { confirmed } from '../session/confirm.ts';
import type { Trusting } from '../session/trust.ts';
import { quoted } from '../shell.ts';
import { text } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';
import { makeChange } from './make-change.ts';

/** Is a name on its way to another one. */
export interface Move {
  readonly kind: 'agency' | 'algorithm';
  /** The agency whose name it is, or who gives the algorithm away. */
  readonly agency: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Moves a name for ever: asks what no signature can mend first (whether the names stand so, whose token sends it), lets a
 * person confirm it, then signs and sends, or keeps the signatures for the next one who must sign.
 *
 * @throws UsageError, ClientError as {@link makeChange}; `algorithm-moved`, `agency-moved`, `algorithm-taken`, `agency-taken`
 */
export function moveName(args: Arguments, io: Io, move: Move): Promise<ExitCode> {
  const { kind, agency, from, to } = move;
  const { locale } = io;
  if (from === to) throw new UsageError('move.same', { from });
  const reason = optionalReason(args);
  const command = `nforge ${kind === 'agency' ? 'agency rename' : 'transfer'} ${from} ${to}`;
  return makeChange(args, io, {
    agency,
    wish: () => Promise.resolve({ kind: 'transfer', from, to }),
    isAsked: (change) => change.kind === 'transfer' && change.from === from && change.to === to,
    again: reason === undefined ? command : `${command} --reason ${quoted(reason)}`,
    reason,
    before: async (trusting, keeps) => {
      if (await isMoved(trusting, io, move)) return tellAlready(io, move);
      if (!keeps) await assertToken(trusting.client, io, { move, command: `${command} --with FILE` });
      return confirm(args, io, move);
    },
    noKeyHint: 'move.noKeyHint',
    complete: kind === 'agency' ? 'move.byOperator' : 'move.byOwner',
    tell: ({ receipt }) => {
      io.err(`${text(locale, 'move.done', { from, to, index: receipt.index })}\n`);
      io.err(`${text(locale, kind === 'agency' ? 'move.nextAgency' : 'move.next', { to })}\n`);
    },
  });
}

/** Tells whether the move was made already; else the old name must stand and the new one be free. */
async function isMoved({ client, agencies }: Trusting, io: Io, { kind, from, to }: Move): Promise<boolean> {
  const options = { signal: io.signal };
  const now =
    kind === 'agency'
      ? await presentAgency(agencies(from, options), from)
      : (await client.algorithm(from, options)).name;
  if (now === to) return true;
  if (now !== from) throw new ClientError(`${kind}-moved`, { params: { from, to: now } });
  const holder = kind === 'agency' ? client.agency(to, options) : client.algorithm(to, options);
  if ((await holder.catch(unlessUnknown)) === undefined) return false;
  throw new ClientError(`${kind}-taken`, { params: kind === 'agency' ? { agency: to } : { name: to } });
}

/** The history of its keys proves what an agency is called now: that a rename was made is not taken from the registry. */
async function presentAgency(reading: Promise<VerifiedAgency>, name: string): Promise<string> {
  try {
    return (await reading).state.agency;
  } catch (error) {
    const { from, to } = isClientError(error) && error.code === 'agency-moved' ? error.params : {};
    if (from === name && typeof to === 'string') return to;
    throw error;
  }
}

function unlessUnknown(error: unknown): undefined {
  if (isClientError(error) && ['agency-unknown', 'algorithm-unknown'].includes(error.code)) return undefined;
  throw error;
}

/** Who signs first and learns then that the token is another one's has signed for nothing. */
async function assertToken(
  client: Client,
  io: Io,
  { move, command }: { readonly move: Move; readonly command: string },
): Promise<void> {
  const { kind, agency } = move;
  const scope = kind === 'agency' ? 'operator' : 'owner';
  const isFit = await client.whoami({ signal: io.signal }).then(
    (token) => token.scopes.includes(scope) && (token.agency === null || token.agency === agency),
    (error: unknown) => {
      if (isClientError(error) && error.code === 'unauthenticated') return undefined;
      throw error;
    },
  );
  if (isFit === true) return;
  const exit = isFit === undefined ? EXIT.loginNeeded : EXIT.refused;
  const key = kind === 'agency' ? 'move.needsOperator' : 'move.needsOwner';
  throw new UsageError(key, { agency, command }, { exit, hint: `${key}Hint` });
}

function tellAlready(io: Io, { from, to }: Move): ExitCode {
  if (io.json) printJson(io, { sent: false, already: true, from, to });
  else io.err(`${text(io.locale, 'move.already', { from, to })}\n`);
  return EXIT.ok;
}

async function confirm(args: Arguments, io: Io, { kind, from, to }: Move): Promise<ExitCode | undefined> {
  const names = { from, to };
  const say = (key: 'move.rename' | 'move.transfer' | 'move.for-ever' | 'move.declined') =>
    io.err(`${text(io.locale, key, names)}\n`);
  if (!io.json && !wants(args, 'yes')) {
    say(kind === 'agency' ? 'move.rename' : 'move.transfer');
    say('move.for-ever');
  }
  const nobody = { key: 'move.needsYes', hint: 'move.needsYesHint', params: names } as const;
  if (await confirmed(args, io, { question: text(io.locale, 'move.ask', names), nobody })) return undefined;
  say('move.declined');
  return EXIT.cancelled;
}
