import {
  isClientError,
  listKeys,
  openKey,
  problemOf,
  type ChooseSigners,
  type ClientError,
  type OpenedKey,
  type SigningRequest,
  type StoredKey,
} from '@national-forge/client';
import type { Signer } from '@national-forge/transparency';

import { EXIT, type Io } from '../io.ts';
import type { TextKey } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';
import { keyFolder, keyOfEnvironment, openNamedKey } from './choose-keys.ts';
import { passphraseSource } from './passphrase.ts';

/** Says which keys a command signs with. */
export interface KeyChoice {
  /** Keys that the person named; none means: all here that may. */
  readonly named?: readonly string[];
  /** Keys that are open already: nobody is asked for their passphrase again. */
  readonly opened?: readonly OpenedKey[];
  /** Whether it is fine that no key here signs: what was prepared goes to somebody else. */
  readonly mayBeNone?: boolean;
  /** What to do where no key of this computer may sign; default: make one and have it registered. */
  readonly noKeyHint?: TextKey | undefined;
}

type Open = (key: StoredKey) => Promise<OpenedKey>;

/**
 * Chooses the keys that sign, each opened at most once: the named ones, else the one of the environment, else the keys of
 * this computer that may: all that need no passphrase, and as many of the others as are wanting.
 */
export function signersOf(io: Io, choice: KeyChoice = {}): ChooseSigners {
  let given: Promise<readonly Signer[]> | undefined;
  const source = passphraseSource(io);
  const opened = new Map(choice.opened?.map((one) => [one.signer.fingerprint, Promise.resolve(one)]));
  const open: Open = (key) => {
    const known = opened.get(key.fingerprint) ?? openKey({ file: key.file }, source);
    opened.set(key.fingerprint, known);
    return known;
  };
  return async (request) => {
    const { signed, threshold } = request;
    given ??= givenSigners(io, choice.named ?? []);
    const chosen = await given;
    if (chosen.length > 0) return chosen.filter(({ fingerprint }) => !signed.includes(fingerprint));
    const mine = await ownKeys(io, request, choice);
    const canGoOn = Boolean(io.env['NFORGE_KEY_PASSPHRASE_FILE']);
    return openEnough(mine, { open, wanted: threshold - signed.length, canGoOn });
  };
}

async function givenSigners(io: Io, named: readonly string[]): Promise<readonly Signer[]> {
  const keys: OpenedKey[] = [];
  for (const one of named) keys.push(await openNamedKey(io, one));
  if (keys.length > 0) return keys.map(({ signer }) => signer);
  const fromEnvironment = await keyOfEnvironment(io);
  return fromEnvironment === undefined ? [] : [fromEnvironment.signer];
}

/** Finds the keys of this computer that may sign; where there is none, says why not, the nearest reason first. */
async function ownKeys(io: Io, request: SigningRequest, choice: KeyChoice): Promise<readonly StoredKey[]> {
  const { usable, signed, threshold } = request;
  const may = usable.map(({ fingerprint }) => fingerprint).filter((fingerprint) => !signed.includes(fingerprint));
  const { keys, problems } = await listKeys(keyFolder(io));
  const mine = keys.filter(({ fingerprint }) => may.includes(fingerprint));
  if (mine.length > 0 || signed.length >= threshold) return mine;
  const refused = problemOf(problems, may);
  if (refused !== undefined && (refused.code === 'key-permissions' || !choice.mayBeNone)) throw refused;
  if (!choice.mayBeNone) assertWanted(keys, request);
  if (usable.length === 0 || choice.mayBeNone) return [];
  const { agency, subject } = request;
  const hint = choice.noKeyHint ?? noKeyHint(io, keys, request);
  throw new UsageError('sign.noKey', { agency, subject }, { exit: EXIT.refused, hint });
}

/** Whoever signed already has a key: what is wanting is a colleague. */
function assertWanted(keys: readonly StoredKey[], { signed, threshold, subject }: SigningRequest): void {
  if (!keys.some(({ fingerprint }) => signed.includes(fingerprint))) return;
  const params = { subject, count: signed.length, threshold };
  throw new UsageError('sign.already', params, { exit: EXIT.refused, hint: 'sign.thresholdHint' });
}

function noKeyHint(io: Io, keys: readonly StoredKey[], { state }: SigningRequest): TextKey {
  if (keys.some((key) => !state.keys.some(({ fingerprint }) => fingerprint === key.fingerprint)))
    return 'sign.registerHint';
  return keys.length === 0 && !io.interactive ? 'sign.noKeyRunnerHint' : 'sign.noKeyHint';
}

/** Opens the keys that need no passphrase, and of the others only as many as are wanting. */
async function openEnough(
  keys: readonly StoredKey[],
  { open, wanted, canGoOn }: { readonly open: Open; readonly wanted: number; readonly canGoOn: boolean },
): Promise<readonly Signer[]> {
  const signers: Signer[] = [];
  let unopened: ClientError | undefined;
  // One after the other: two questions cannot share a terminal.
  for (const key of keys.toSorted((a, b) => Number(a.encrypted) - Number(b.encrypted))) {
    if (key.encrypted && signers.length >= wanted) break;
    try {
      signers.push((await open(key)).signer);
    } catch (error) {
      // One file of the environment stands for every key: it may be meant for the next one.
      if (!canGoOn || !isClientError(error) || error.params['reason'] !== 'wrong') throw error;
      unopened ??= error;
    }
  }
  if (unopened !== undefined && signers.length < wanted) throw unopened;
  return signers;
}
