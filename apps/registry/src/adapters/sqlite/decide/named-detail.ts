import { canonicalJson, type JsonValue } from '@national-forge/transparency';

import { sha256 } from '../sha256.ts';
import type { DecidedDetail } from './decision.ts';

/** Is a detail with the digest under which a leaf names it. */
export interface NamedDetail extends DecidedDetail {
  readonly digest: string;
}

/** Makes the detail blob of a value: canonical JSON. */
export function detailOf(value: Readonly<Record<string, JsonValue>>): NamedDetail {
  const bytes = Buffer.from(canonicalJson(value));
  return { bytes, value, digest: sha256(bytes) };
}
