import type { StatusChange } from '@national-forge/api';
import { digestOf, formatEnvelope, parseChange, parsePublicKey, type Envelope } from '@national-forge/transparency';

import type { ExpectedLeaf } from './receipt.ts';

/** Tells what the leaf of a signed change of an agency has to say. */
export function expectedOfChange(signed: Envelope): ExpectedLeaf {
  const { agency, change } = parseChange(signed.payload);
  const envelope = digestOf(formatEnvelope(signed));
  switch (change.kind) {
    case 'key-add': {
      const { kind, algorithm, use, names, expires } = change;
      const { fingerprint: key } = parsePublicKey(change.public);
      return { kind, agency, key, algorithm, public: change.public, use, names, expires, envelope };
    }
    case 'key-revoke': {
      const { kind, key, from } = change;
      return { kind, agency, key, envelope, ...(from === null ? {} : { from }) };
    }
    case 'agency-policy':
      return { kind: 'agency-policy', agency, threshold: change.threshold, envelope };
    case 'key-reset': {
      const { fingerprint: key } = parsePublicKey(change.public);
      return { kind: 'key-reset', agency, key, public: change.public, envelope };
    }
    case 'transfer':
      return { kind: 'transfer', from: change.from, to: change.to, envelope };
  }
}

/** Tells what the leaf of a change of status may say: the registry acknowledges it with one of those that it made. */
export function expectedOfStatus(name: string, version: string, change: StatusChange): readonly ExpectedLeaf[] {
  return [
    { kind: change.yanked ? 'yank' : 'unyank', name, version },
    change.deprecated
      ? { kind: 'deprecate', name, version, successor: change.successor ?? null }
      : { kind: 'undeprecate', name, version },
  ];
}
