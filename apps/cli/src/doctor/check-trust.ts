import { findKnownLog, isClientError, listKeys, trustingReader, type ClientError } from '@national-forge/client';
import { parseCheckpoint, parseNote } from '@national-forge/transparency';

import { describeError } from '../describe-error.ts';
import type { Io } from '../io.ts';
import { trustFolder, trustMeans } from '../session/session.ts';
import { keyFolder, keyOfEnvironment } from '../signing/choose-keys.ts';
import type { Check, Patient } from './check.ts';

const wordsOf = (io: Io, error: ClientError): string => describeError(error, io.json ? 'en' : io.locale).message;

/** Checks that the registry's log is the one known here and continues it. Nothing is remembered: looking is not trusting. */
export async function checkLog({ client, io, registry, service }: Patient): Promise<Check> {
  const check = 'doctor.check.log';
  if (service === undefined) return { check, status: 'skip', text: 'doctor.unreachable', params: {} };
  try {
    const known = await findKnownLog(trustFolder(io), registry);
    const { size } = await trustingReader(trustMeans(io, client)).newest();
    if (known === undefined) {
      const { origin, keys } = await client.logKeys({ signal: io.signal });
      const params = { origin, key: keys.at(-1)?.key ?? '–', size };
      return { check, status: 'ok', text: 'doctor.log.first', params };
    }
    const { origin, key, checkpoint } = known;
    const seen = parseCheckpoint(parseNote(checkpoint).text).size;
    return { check, status: 'ok', text: 'doctor.log', params: { origin, key, size, seen } };
  } catch (error) {
    if (!isClientError(error)) throw error;
    return { check, status: 'fail', text: 'doctor.log.none', params: {}, message: wordsOf(io, error) };
  }
}

/** Checks that the keys of this person can be read by nobody else. No key is opened that needs a passphrase. */
export async function checkKeys({ io }: Patient): Promise<Check> {
  const check = 'doctor.check.keys';
  const failed = (error: ClientError): Check => {
    const status = error.code === 'key-passphrase' ? 'warn' : 'fail';
    return { check, status, text: 'doctor.keys.none', params: {}, message: wordsOf(io, error) };
  };
  try {
    const given = await keyOfEnvironment({ ...io, interactive: false });
    if (given !== undefined) {
      const { fingerprint } = given.key;
      return { check, status: 'ok', text: 'doctor.keys.environment', params: { key: fingerprint } };
    }
    const folder = keyFolder(io);
    const { keys, problems } = await listKeys(folder);
    const [problem] = problems;
    if (problem !== undefined) return failed(problem);
    if (keys.length === 0) return { check, status: 'skip', text: 'doctor.keys.none', params: {} };
    return { check, status: 'ok', text: 'doctor.keys', params: { count: keys.length, folder } };
  } catch (error) {
    if (!isClientError(error)) throw error;
    return failed(error);
  }
}
