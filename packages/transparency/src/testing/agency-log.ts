import { assertChange } from '../agency/change-authorised.ts';
import { factOfChange } from '../agency/fact-of-change.ts';
import type { HistoryEntry } from '../agency/history.ts';
import { stateAfter, type AgencyFact } from '../agency/state-after.ts';
import { stateDigest } from '../agency/state-format.ts';
import type { AgencyState } from '../agency/state.ts';
import { encodeBase64 } from '../keys/base64.ts';
import { digestOf } from '../keys/digest.ts';
import type { Signer } from '../keys/signing-key.ts';
import { CHANGE_PAYLOAD_TYPE, formatChange, type AgencyChange, type Change } from '../statement/agency-change.ts';
import { formatEnvelope, signEnvelope, type Envelope } from '../statement/envelope.ts';

/** The origin of the log in tests. */
export const ORIGIN = 'forge.example/log';

/** A digest that names nothing. */
export const SOME_DIGEST = digestOf(Buffer.from('{}'));

/** Plays the registry for one agency: every change is judged as a registry would, then logged. */
export interface AgencyLog {
  readonly state: () => AgencyState;
  readonly entries: () => readonly HistoryEntry[];
  /** Where the next leaf goes. */
  readonly next: () => { readonly index: number; readonly time: number };
  /** Signs a change for the state as it is, without logging it. */
  readonly sign: (
    change: Change,
    by: readonly Signer[],
  ) => { readonly change: AgencyChange; readonly envelope: Envelope };
  /** Signs a change, judges it and logs it. */
  readonly apply: (change: Change, by: readonly Signer[]) => void;
  /** Judges and logs what was signed before. */
  readonly submit: (signed: { readonly change: AgencyChange; readonly envelope: Envelope }) => readonly string[];
  /** Leaves other leaves and time between. */
  readonly pass: (leaves: number, seconds?: number) => void;
}

/** Opens an agency in a log of its own. */
export function openAgency(agency = 'sante', at = { index: 1, time: 1_790_000_000 }): AgencyLog {
  let { index, time } = at;
  let state: AgencyState | undefined;
  const entries: HistoryEntry[] = [];
  const append = (fact: AgencyFact, envelope: Uint8Array | null): void => {
    state = stateAfter(state, fact, index);
    entries.push({ index, leaf: { ...fact, state: stateDigest(state) }, envelope });
    index += 1;
    time += 1;
  };
  append({ kind: 'agency', time, agency, actor: 'operator', detail: SOME_DIGEST }, null);
  const current = (): AgencyState => {
    if (state === undefined) throw new Error('no state');
    return state;
  };
  const log: AgencyLog = {
    state: current,
    entries: () => entries,
    next: () => ({ index, time }),
    sign: (change, by) =>
      signChange({ origin: ORIGIN, agency: current().agency, previous: stateDigest(current()), change }, by),
    submit: ({ change, envelope }) => {
      const signers = assertChange({ state, change, envelope, at: { index, time }, origin: ORIGIN });
      const bytes = formatEnvelope(envelope);
      append(
        factOfChange(change, { index, time, actor: 'Kx3_f0', envelope: digestOf(bytes), detail: SOME_DIGEST }),
        bytes,
      );
      return signers;
    },
    apply: (change, by) => void log.submit(log.sign(change, by)),
    pass: (leaves, seconds = 0) => {
      index += leaves;
      time += seconds;
    },
  };
  return log;
}

/** Signs a change of an agency. */
export function signChange(change: AgencyChange, by: readonly Signer[]): { change: AgencyChange; envelope: Envelope } {
  const payload = formatChange(change);
  return { change, envelope: signEnvelope({ payloadType: CHANGE_PAYLOAD_TYPE, payload }, by) };
}

/** Makes the change that adds the key of a signer. */
export function addition(signer: Signer, rights: Partial<Extract<Change, { kind: 'key-add' }>> = {}): Change {
  const { algorithm, spki } = signer;
  return {
    kind: 'key-add',
    algorithm,
    public: encodeBase64(spki),
    use: 'agency',
    names: null,
    expires: null,
    ...rights,
  };
}

/** Opens an agency with some keys and a threshold. */
export function agencyWithKeys(keys: readonly [Signer, ...Signer[]], threshold = 1): AgencyLog {
  const log = openAgency();
  for (const key of keys) log.apply(addition(key), [...new Set([key, keys[0]])]);
  if (threshold > 1) log.apply({ kind: 'agency-policy', threshold }, [keys[0]]);
  return log;
}
