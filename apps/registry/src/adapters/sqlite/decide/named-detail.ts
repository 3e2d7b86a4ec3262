import { canonicalJson, type JsonValue } from '@national-forge/transparency';

import { sha256 } from '../sha256.ts';
import type { DecidedDetail } from './decision.ts';

/** Is a detail with the digest under which a leaf names it. */
export interface NamedDetail extends DecidedDetail {
  readonly digest: string;
}

/** Makes the detail blob of a value: canonical JSON. */
export function detailOf(members: Readonly<Record<string, JsonValue>>): NamedDetail {
  const text = canonicalJson(members);
  const bytes = Buffer.from(text);
  // What is projected is what a replay will read: with the members in the order of the blob, not of the request.
  const value = JSON.parse(text) as typeof members;
  return { bytes, value, digest: sha256(bytes) };
}
