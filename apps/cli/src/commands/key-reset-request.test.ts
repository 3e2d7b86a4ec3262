import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseChange, parseEnvelope } from '@national-forge/transparency';
import { describe, expect, it } from 'vitest';

import { AGENCY_NAME, openOffice, registerElsewhere } from '../testing/agency.ts';
import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';

const WORDS = ['key', 'reset-request', '--agency', AGENCY_NAME, '--out', 'reset.json'];

describe('nforge key reset-request', () => {
  it('writes what the operator applies, with no secret in it, and says the fingerprint', async () => {
    const { env, log, createKey } = await openOffice();
    registerElsewhere(log);
    const fresh = await createKey();
    const cwd = folderWith();

    const { exit, stderr } = await call(WORDS, { env, cwd });
    const asJson = await call([...WORDS, '--json'], { env, cwd });

    expect(exit).toBe(0);
    expect(stderr).toContain(fresh);
    const content = readFileSync(join(cwd, 'reset.json'), 'utf8');
    const envelope = parseEnvelope(content.trimEnd());
    expect(envelope.signatures.map(({ keyid }) => keyid)).toEqual([fresh]);
    expect(parseChange(envelope.payload)).toMatchObject({ agency: AGENCY_NAME, origin: log.origin });
    expect(content).not.toContain('PRIVATE');
    expect(JSON.parse(asJson.stdout)).toEqual({ agency: AGENCY_NAME, key: fresh, file: 'reset.json' });
    expect(log.size()).toBe(3);
  });

  it('ends with 6 without a key, and with 6 for an agency that is not there', async () => {
    const { env, createKey } = await openOffice();

    const keyless = await call(WORDS, { env, cwd: folderWith() });
    await createKey();
    const absent = await call(WORDS.with(3, 'absente'), { env, cwd: folderWith() });

    expect([keyless.exit, absent.exit]).toEqual([6, 6]);
    expect(keyless.stderr).toContain('nforge key create');
  });
});
