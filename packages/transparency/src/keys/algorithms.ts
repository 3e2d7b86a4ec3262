/** Lists the algorithms that keys of agencies may have. */
export const KEY_ALGORITHMS = ['ed25519', 'ml-dsa-44'] as const;

/** Names the algorithm of a key. */
export type KeyAlgorithm = (typeof KEY_ALGORITHMS)[number];
