import { parseState, type AgencyState } from '@national-forge/transparency';

import type { StoredAgencyState } from '../../../ports.ts';

/** Reads a stored state of an agency. */
export type StateReader = (stored: StoredAgencyState) => AgencyState;

/** How many states are held. */
const HELD = 256;

/** Makes a reader that parses a state once: its digest says what it holds. Parsing the keys costs more than all else. */
export function rememberStates(): StateReader {
  const held = new Map<string, AgencyState>();
  return ({ digest, bytes }) => {
    const known = held.get(digest);
    if (known !== undefined) return known;
    const state = parseState(bytes);
    if (held.size >= HELD) held.clear();
    held.set(digest, state);
    return state;
  };
}
