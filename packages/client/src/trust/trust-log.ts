import { parseVerifierKey } from '@national-forge/transparency';

import { ClientError, isClientError } from '../client-error.ts';
import { openHead, remembering, type Head } from './head.ts';
import type { KnownLog } from './known-log.ts';
import { findKnownLog } from './last-seen.ts';
import { acceptCheckpoint, type TrustMeans } from './open-log.ts';
import { checked, untrusted } from './step.ts';
import { changeKnownLog, findOrigin, rememberOrigin } from './trust-folder.ts';

/** Is what a person is asked to trust. */
export interface LogOffer {
  /** What the registry had before under this address; undefined when it was never used. */
  readonly before: { readonly origin: string; readonly key: string } | undefined;
  readonly after: { readonly origin: string; readonly key: string };
  /** Whether the new log holds all that was seen of the old one: a fork of it, not another log. */
  readonly isContinued: boolean;
}

/**
 * Takes the log that a registry shows now in place of the one it had: the one way past `origin` when the operator announced
 * a fork. Where the new log goes on from all that was seen of the old one, the pins of the agencies go with it.
 * @param accept is asked before anything is pinned; default: yes
 * @throws ClientError `untrusted`, `offline`, those of the way and the disk
 */
export async function trustLog(
  means: TrustMeans,
  accept: (offer: LogOffer) => boolean | Promise<boolean> = () => true,
): Promise<LogOffer & { readonly accepted: boolean }> {
  const { client, trust, signal } = means;
  if (client === undefined) throw new ClientError('offline', { params: { what: 'log' } });
  const replaces = await findOrigin(trust, client.registry);
  const known = await findKnownLog(trust, client.registry);
  const { origin, keys } = await client.logKeys({ signal });
  const key = keys.at(-1)?.key ?? '';
  const verifier = remembering(checked({ what: origin, actual: key }, () => parseVerifierKey(key), 'origin'));
  const newest = openHead(await client.checkpoint({ signal }), verifier);
  // The same log under the same key has nothing to be forgiven: it never goes back.
  if (known?.origin === origin && known.key === key)
    await acceptCheckpoint(means, [openHead(known.checkpoint, verifier)], newest);
  const isContinued = known !== undefined && (await goesOn(means, known, newest));
  const before = known && { origin: known.origin, key: known.key };
  const offer = { before, after: { origin, key }, isContinued };
  const accepted = await accept(offer);
  if (!accepted) return { ...offer, accepted };
  await pinLog(trust, known, { origin, key, checkpoint: newest.note, agencies: isContinued ? known.agencies : {} });
  await rememberOrigin(trust, { registry: client.registry, origin, replaces });
  return { ...offer, accepted };
}

async function pinLog(trust: string, known: KnownLog | undefined, fresh: KnownLog): Promise<void> {
  const { origin, key } = fresh;
  const replaces = known !== undefined && known.origin !== origin ? { replaces: known.origin } : {};
  await changeKnownLog(trust, origin, (now) => {
    // What another address taught of the same log stays.
    if (now?.key === key) return { ...now, agencies: { ...fresh.agencies, ...now.agencies }, ...replaces };
    if (now === undefined) return { ...fresh, ...replaces };
    // Only what the person was shown is exchanged: meanwhile another process may have seen more, or another key.
    if (known?.origin === origin && now.key === known.key && now.checkpoint === known.checkpoint) {
      return { ...fresh, ...replaces };
    }
    throw untrusted('origin', { what: origin, expected: now.key, actual: key, reason: 'key' });
  });
}

/** Tells whether the tree that was seen last is a beginning of the new one. */
async function goesOn(means: TrustMeans, known: KnownLog, newest: Head): Promise<boolean> {
  try {
    const seen = openHead(
      known.checkpoint,
      checked({ what: known.origin }, () => parseVerifierKey(known.key)),
    );
    await acceptCheckpoint(means, [seen], newest);
    return true;
  } catch (error) {
    if (isClientError(error) && ['untrusted', 'log-range'].includes(error.code)) return false;
    throw error;
  }
}
