import { describeProblemCode } from '@national-forge/api';
import { isClientError } from '@national-forge/client';
import { compareVersions } from '@national-forge/versioning';

import { describeError } from '../describe-error.ts';
import { isSafeAddress } from '../session/safe-address.ts';
import { VERSION } from '../version.ts';
import type { Check, Patient } from './check.ts';
import { proxyInUse } from './proxy-in-use.ts';
import { readRemoteClock } from './remote-clock.ts';

/** Checks that the registry answers and takes writes, and tells its version. */
export function checkRegistry({ registry, io, service, silence }: Patient): Check {
  const check = 'doctor.check.registry';
  if (service === undefined) {
    const { message } = describeError(silence, io.json ? 'en' : io.locale);
    return { check, status: 'fail', text: 'doctor.unreachable', params: {}, message };
  }
  const params = { registry, version: service.version, format: service.dataFormat };
  const { writes = 'on' } = service.log;
  if (writes !== 'on') {
    const { hint } = describeProblemCode(writes, {}, io.json ? 'en' : io.locale);
    return { check, status: 'warn', text: 'doctor.registry.reads-only', params: { ...params, code: writes, hint } };
  }
  if (service.dataFormat === 0) return { check, status: 'warn', text: 'doctor.registry.preview', params };
  return { check, status: 'ok', text: 'doctor.registry', params };
}

/** Checks that a token cannot be read on the way. */
export function checkEncryption({ registry }: Patient): Check {
  const safety = isSafeAddress(registry);
  const status = safety === 'clear' ? 'warn' : 'ok';
  return { check: 'doctor.check.encryption', status, text: `doctor.${safety}`, params: { registry } };
}

/** Tells whether the registry offers a newer nforge. */
export function checkProgram({ service }: Patient): Check {
  const check = 'doctor.check.program';
  const offered = service?.cli;
  if (!offered || compareVersions(offered.version, VERSION) <= 0)
    return { check, status: 'ok', text: 'doctor.program', params: { version: VERSION } };
  const params = { version: VERSION, offered: offered.version, url: offered.url };
  return { check, status: 'warn', text: 'doctor.program.newer', params };
}

/** Certificates and the expiry of tokens are judged by clocks; more than this many seconds make trouble. */
const TOLERATED_SECONDS = 60;

/** Compares this clock with that of the registry. */
export async function checkClock(patient: Patient): Promise<Check> {
  const check = 'doctor.check.clock';
  const { io, registry, service } = patient;
  const skipped = { check, status: 'skip', text: 'doctor.clock.unknown', params: {} } as const;
  if (service === undefined || proxyInUse(io, registry) !== undefined) return skipped;
  const remote = await readRemoteClock(registry, io);
  if (remote === undefined) return skipped;
  const seconds = Math.round(Math.abs(io.now().getTime() - remote.getTime()) / 1000);
  const off = seconds > TOLERATED_SECONDS;
  return { check, status: off ? 'warn' : 'ok', text: off ? 'doctor.clock.off' : 'doctor.clock', params: { seconds } };
}

const SOON_MS = 7 * 24 * 3600 * 1000;

/** Checks that the token is accepted, and for how long. */
export async function checkToken({ client, io, hasToken, service }: Patient): Promise<Check> {
  const check = 'doctor.check.token';
  if (!hasToken) return { check, status: 'skip', text: 'doctor.token.none', params: {} };
  if (service === undefined) return { check, status: 'skip', text: 'doctor.unreachable', params: {} };
  try {
    const { agency, scopes, expiresAt } = await client.whoami({ signal: io.signal });
    const params = { agency: agency ?? 'operator', scopes: scopes.join(', '), date: expiresAt };
    const soon = Date.parse(expiresAt) - io.now().getTime() < SOON_MS;
    return { check, status: soon ? 'warn' : 'ok', text: soon ? 'doctor.token.soon' : 'doctor.token', params };
  } catch (error) {
    if (!isClientError(error)) throw error;
    const { message } = describeError(error, io.json ? 'en' : io.locale);
    return { check, status: 'fail', text: 'doctor.token.none', params: {}, message };
  }
}

/** Tells through which proxy the registry is reached. */
export function checkProxy({ io, registry }: Patient): Check {
  const check = 'doctor.check.proxy';
  const proxy = proxyInUse(io, registry);
  if (proxy === undefined) return { check, status: 'ok', text: 'doctor.proxy.none', params: { registry } };
  return { check, status: 'ok', text: 'doctor.proxy', params: { proxy } };
}
