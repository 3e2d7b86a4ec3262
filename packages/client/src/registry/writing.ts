import type { LogReceipt } from '@national-forge/api';
import type * as z from 'zod';

import type { Request, Transport } from '../transport/transport.ts';
import { assertReceipt, type ExpectedLeaf } from './receipt.ts';

/** Says what a checkpoint goes with: a write, or what leaves the log as it is. */
export type Purpose = 'write' | 'read';

/** Lets what a client remembers of the log take part in its writes. */
export interface WriteHooks {
  /**
   * Gives the last checkpoint that was seen of this registry's log, a signed note. It goes with every write, so that a
   * registry that was set back to an older state learns of it before it writes over what it had acknowledged. What it throws
   * ends the call before anything is sent.
   */
  readonly checkpoint?: ((purpose: Purpose) => string | undefined | Promise<string | undefined>) | undefined;
  /** Checks the receipt of a write; what it throws ends the call. Default: {@link assertReceipt} without a key. */
  readonly onReceipt?: ((receipt: LogReceipt, expected: readonly ExpectedLeaf[]) => void | Promise<void>) | undefined;
}

/** Sends writes and checks what they are acknowledged with. */
export interface Writer {
  /** Sends a write together with the last checkpoint seen. */
  write<T>(request: Request, schema: z.ZodType<T>): Promise<T>;
  /** Adds the last checkpoint seen to a write that is sent otherwise. */
  withCheckpoint(request: Request): Promise<Request>;
  /** Adds a checkpoint to what leaves the log as it is: the one that is given, else the last one seen. */
  withSeen(request: Request, seen: string | undefined): Promise<Request>;
  /** Checks a receipt; null says that there was nothing to acknowledge. */
  acknowledge(receipt: LogReceipt | null, expected: readonly ExpectedLeaf[]): Promise<void>;
}

/** Bounds the note that is sent, in bytes: together with the other headers it stays below what servers take. */
const NOTE_LIMIT = 6000;

/** Makes the writing calls over a transport. */
export function writerOf(transport: Transport, hooks: WriteHooks): Writer {
  const onReceipt =
    hooks.onReceipt ??
    ((receipt: LogReceipt, expected: readonly ExpectedLeaf[]) => void assertReceipt(receipt, expected));
  const withCheckpoint = async (request: Request): Promise<Request> =>
    showing(request, await hooks.checkpoint?.('write'));
  return {
    withCheckpoint,
    withSeen: async (request, seen) => showing(request, seen ?? (await hooks.checkpoint?.('read'))),
    write: async (request, schema) => (await transport.json(await withCheckpoint(request), schema)).value,
    acknowledge: async (receipt, expected) => {
      if (receipt !== null) await onReceipt(receipt, expected);
    },
  };
}

function showing(request: Request, seen = ''): Request {
  const note = Buffer.from(seen, 'utf8');
  if (note.length === 0 || note.length > NOTE_LIMIT) return request;
  return { ...request, headers: { ...request.headers, 'nforge-checkpoint': note.toString('base64') } };
}
