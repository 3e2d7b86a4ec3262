import { isKeyActive, type AgencyKey, type AgencyState, type Moment } from '@national-forge/transparency';

import type { Io } from '../io.ts';
import { text } from '../texts/texts.ts';
import { formatInstant } from './describe-change.ts';

/** Tells what a key of an agency is worth at a moment. */
function stateOfKey(key: AgencyKey, at: Moment): 'active' | 'revoked' | 'expired' {
  if (isKeyActive(key, at)) return 'active';
  return key.until !== null && at.index >= key.until ? 'revoked' : 'expired';
}

/** Describes a registered key for programs. */
export function keyDocument(key: AgencyKey, at: Moment, here: ReadonlySet<string>): object {
  const { fingerprint, algorithm, use, since, until, expires, names, spki } = key;
  return {
    fingerprint,
    algorithm,
    use,
    state: stateOfKey(key, at),
    since,
    until,
    expires: expires === null ? null : formatInstant(expires),
    names,
    public: spki,
    onThisComputer: here.has(fingerprint),
  };
}

/** Writes a registered key as a row for people. */
export function keyRow(io: Io, key: AgencyKey, { at, here }: KeyPlace): readonly string[] {
  return [
    key.fingerprint,
    key.algorithm,
    text(io.locale, `key.use.${key.use}`),
    stateWords(io, key, at),
    key.use === 'ci' ? (key.names?.join(',') ?? '*') : '',
    here.has(key.fingerprint) ? text(io.locale, 'key.here') : '',
  ];
}

/** Is what else is known about a key: the moment that counts, and which keys are on this computer. */
export interface KeyPlace {
  readonly at: Moment;
  readonly here: ReadonlySet<string>;
}

/** Tells how many keys must sign. */
export function policyWords(io: Io, state: AgencyState, at: Moment): string {
  const { agency, threshold, leaf } = state;
  const count = state.keys.filter((key) => key.use === 'agency' && isKeyActive(key, at)).length;
  return text(io.locale, 'key.policy', { agency, threshold, count, leaf });
}

function stateWords(io: Io, key: AgencyKey, at: Moment): string {
  const state = stateOfKey(key, at);
  if (state === 'revoked') return text(io.locale, 'key.state.revoked', { index: key.until ?? 0 });
  if (key.expires === null) return text(io.locale, 'key.state.active');
  const date = formatInstant(key.expires);
  return text(io.locale, state === 'expired' ? 'key.state.expired' : 'key.state.until', { date });
}
