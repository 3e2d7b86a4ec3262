import type { Checkpoint, NoteVerifier } from '@national-forge/transparency';

import type { CallOptions } from '../registry/call.ts';
import type { LogCalls } from '../registry/log.ts';
import { assembleDebts, assertPrefix, openHead, type Head } from '../trust/head.ts';
import { meetLog } from './first-use.ts';

/**
 * Judges a checkpoint: signed by the key of the log, and all checkpoints seen before are prefixes of it.
 * @throws ClientError `untrusted`
 */
export type AcceptCheckpoint = (note: string) => Promise<Checkpoint>;

/**
 * Accepts checkpoints by the key that the registry names, which is trust on first use, and remembers them as long as the
 * caller keeps what this gives.
 */
export function acceptOnce(client: LogCalls, { signal }: CallOptions = {}): AcceptCheckpoint {
  let verifier: NoteVerifier | undefined;
  let seen: Head | undefined;
  return async (note) => {
    verifier ??= await meetLog(client, { signal });
    const head = openHead(note, verifier);
    for (const debt of assembleDebts(seen === undefined ? [] : [seen], head)) {
      const { hashes } = await client.consistency({ from: debt.size, to: head.size }, { signal });
      assertPrefix(debt, head, hashes);
    }
    seen = head;
    const { origin, size, root } = head;
    return { origin, size, root, extensions: [] };
  };
}
