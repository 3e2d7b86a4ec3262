import { parsePublicKey } from '../keys/public-key.ts';
import type { KeyAddChange, KeyResetChange, AgencyChange } from '../statement/agency-change.ts';
import type { KeyAddLeaf } from '../leaf/leaf.ts';
import type { AgencyFact } from './state-after.ts';

/** Is what a leaf says beside the signed change. */
export interface ChangeFacts {
  readonly index: number;
  readonly time: number;
  readonly actor: string;
  /** Digest of the envelope with the signed change. */
  readonly envelope: string;
  /** Digest of the detail blob; only `key-reset` and `transfer` have one. */
  readonly detail: string;
}

/**
 * Makes the leaf that records a signed change, all but its `state`. Server and client make it the same way, so a leaf
 * that says anything else than what was signed is found out.
 * @throws TransparencyError `key-malformed`, `key-weak`
 */
export function factOfChange({ agency, change }: AgencyChange, facts: ChangeFacts): AgencyFact {
  const { time, actor, envelope, detail, index } = facts;
  const recorded = { time, envelope, actor };
  switch (change.kind) {
    case 'key-add': {
      const { use, names, expires } = change;
      return { kind: 'key-add', agency, ...keyOf(change), use, names, expires, ...recorded };
    }
    case 'key-revoke':
      return { kind: 'key-revoke', agency, key: change.key, from: change.from ?? index, ...recorded };
    case 'agency-policy':
      return { kind: 'agency-policy', agency, threshold: change.threshold, ...recorded };
    case 'key-reset':
      return { kind: 'key-reset', agency, ...keyOf(change), ...recorded, detail };
    case 'transfer':
      return { kind: 'transfer', from: change.from, to: change.to, ...recorded, detail };
  }
}

function keyOf(change: KeyAddChange | KeyResetChange): Pick<KeyAddLeaf, 'key' | 'algorithm' | 'public'> {
  return { key: parsePublicKey(change.public).fingerprint, algorithm: change.algorithm, public: change.public };
}
