import type { Arguments } from '../command.ts';
import type { Check, Patient } from '../doctor/check.ts';
import { checkCache, checkCertificates, checkNode, checkSettings } from '../doctor/check-computer.ts';
import {
  checkClock,
  checkEncryption,
  checkProgram,
  checkProxy,
  checkRegistry,
  checkToken,
} from '../doctor/check-registry.ts';
import { checkKeys, checkLog } from '../doctor/check-trust.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { printJson, printRows } from '../output.ts';
import { chooseRegistry, chooseToken, withClient } from '../session/session.ts';
import { text } from '../texts/texts.ts';

async function examine(patient: Patient): Promise<readonly Check[]> {
  return [
    checkNode(),
    checkProgram(patient),
    await checkSettings(patient),
    await checkCache(patient),
    await checkCertificates(patient),
    checkProxy(patient),
    checkRegistry(patient),
    checkEncryption(patient),
    await checkClock(patient),
    await checkToken(patient),
    await checkLog(patient),
    await checkKeys(patient),
  ];
}

function tell(io: Io, checks: readonly Check[], failed: number): void {
  const rows = checks.map(({ check, status, text: key, params, message }) => [
    text(io.locale, `doctor.${status}`),
    text(io.locale, check),
    message ?? text(io.locale, key, params),
  ]);
  printRows(io, rows);
  io.err(`${failed === 0 ? text(io.locale, wellOf(checks)) : text(io.locale, 'doctor.ill', { count: failed })}\n`);
}

const wellOf = (checks: readonly Check[]) =>
  checks.some(({ status }) => status === 'warn') ? 'doctor.warned' : 'doctor.well';

/** Checks all that nforge needs; exit 1 when something of it fails. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const registry = await chooseRegistry(args, io);
  const hasToken = (await chooseToken(io, registry)) !== undefined;
  const checks = await withClient(args, io, async (client) => {
    let silence: unknown;
    const service = await client.service({ signal: io.signal }).catch((error: unknown) => {
      silence = error;
      return undefined;
    });
    return examine({ io, client, registry, hasToken, service, silence });
  });
  io.signal.throwIfAborted();
  const failed = checks.filter(({ status }) => status === 'fail').length;
  if (io.json) {
    const brief = checks.map(({ check, status, text: key, params, message }) => ({
      check: check.slice('doctor.check.'.length),
      status,
      message: message ?? text('en', key, params),
      params,
    }));
    printJson(io, { ok: failed === 0, registry, checks: brief });
  } else tell(io, checks, failed);
  return failed === 0 ? EXIT.ok : EXIT.failure;
}
