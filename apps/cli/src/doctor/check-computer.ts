import { X509Certificate } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { defaultCacheFolder } from '@national-forge/client';

import { credentialsFile, settingsFolder } from '../session/settings.ts';
import type { Check, Patient } from './check.ts';

/** Tells which Node runs; a wrong one never comes this far. */
export function checkNode(): Check {
  const params = { version: process.versions.node, path: process.execPath };
  return { check: 'doctor.check.node', status: 'ok', text: 'doctor.node', params };
}

/** Checks that nobody else may read the tokens. Windows keeps a person's folder to the person. */
export async function checkSettings({ io }: Patient): Promise<Check> {
  const file = credentialsFile(io);
  const mode = await stat(file).then(
    (found) => found.mode,
    () => 0,
  );
  const open = process.platform !== 'win32' && (mode & 0o077) !== 0;
  if (open) return { check: 'doctor.check.settings', status: 'fail', text: 'doctor.settings.open', params: { file } };
  const folder = settingsFolder(io.env);
  return { check: 'doctor.check.settings', status: 'ok', text: 'doctor.settings', params: { folder } };
}

/** Checks that the cache can be written. */
export async function checkCache({ io }: Patient): Promise<Check> {
  const folder = defaultCacheFolder(io.env, io.env['HOME'] ?? homedir());
  const probe = join(folder, `.probe-${String(process.pid)}`);
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(probe, '');
    await rm(probe);
    return { check: 'doctor.check.cache', status: 'ok', text: 'doctor.cache', params: { folder } };
  } catch (error) {
    const params = { folder, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' };
    return { check: 'doctor.check.cache', status: 'fail', text: 'doctor.cache.bad', params };
  }
}

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Checks that NFORGE_CA_FILE, when it is set, holds certificates. */
export async function checkCertificates({ io }: Patient): Promise<Check> {
  const check = 'doctor.check.ca';
  const file = io.env['NFORGE_CA_FILE'];
  if (file === undefined || file === '') return { check, status: 'ok', text: 'doctor.ca.none', params: {} };
  try {
    const certificates = (await readFile(file, 'utf8')).match(CERTIFICATE) ?? [];
    for (const certificate of certificates) new X509Certificate(certificate);
    if (certificates.length > 0)
      return { check, status: 'ok', text: 'doctor.ca', params: { file, count: certificates.length } };
    return { check, status: 'fail', text: 'doctor.ca.bad', params: { file, reason: 'PEM' } };
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? 'PEM';
    return { check, status: 'fail', text: 'doctor.ca.bad', params: { file, reason } };
  }
}
