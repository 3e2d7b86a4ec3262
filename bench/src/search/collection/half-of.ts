import { createHash } from 'node:crypto';

/** Names the halves of a collection: who tunes looks at `dev` alone, `held` tells whether it helped queries nobody looked at. */
export const HALVES = ['dev', 'held'] as const;

/** Is one half of a collection. */
export type Half = (typeof HALVES)[number];

/** Tells to which half a query belongs: the lowest bit of the SHA-256 of its id, so that new queries move no old one. */
export function halfOf(queryId: string): Half {
  const [first = 0] = createHash('sha256').update(queryId).digest();
  return first % 2 === 0 ? 'dev' : 'held';
}
