import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  CHANGE_PAYLOAD_TYPE,
  createSigningKey,
  formatChange,
  signEnvelope,
  stateDigest,
  type Change,
  type Signer,
} from '@national-forge/transparency';
import { describe, expect, it } from 'vitest';

import { call } from '../testing/call.ts';
import { folderWith } from '../testing/folders.ts';
import { installedProject } from '../testing/installed-project.ts';
import type { SampleLog } from '../testing/sample-log.ts';

/** A project with the proof of its module in `g.tlog-proof`, and the words that verify one by the other. */
async function proved() {
  const one = await installedProject();
  await call(['log', 'prove', 'eau/besoin@0.1.0', '--out', 'g.tlog-proof'], one);
  const words = ['verify', one.module, '--proof', join(one.cwd, 'g.tlog-proof')];
  return { ...one, words, offline: [...words, '--offline'] };
}

/** Gives the agency another key, and takes back the one that signed the release from before its leaf on. */
function revokeEarlier(log: SampleLog, first: Signer): void {
  const { signer: second } = createSigningKey('ed25519');
  const change = (wish: Change, signers: readonly Signer[]) => {
    const previous = stateDigest(log.stateOf('eau')!);
    const payload = formatChange({ origin: log.origin, agency: 'eau', previous, change: wish });
    log.change(signEnvelope({ payloadType: CHANGE_PAYLOAD_TYPE, payload }, signers));
  };
  const own = {
    public: Buffer.from(second.spki).toString('base64'),
    use: 'agency',
    names: null,
    expires: null,
  } as const;
  change({ kind: 'key-add', algorithm: 'ed25519', ...own }, [first, second]);
  change({ kind: 'key-revoke', key: first.fingerprint, from: 3 }, [second]);
}

const LOCALES = ['en', 'fr', 'ar'] as const;

describe('the report on one release', () => {
  it('tells what passed before a revoked signer failed, without marks, in every language', async () => {
    const { env, cwd, log, signer } = await proved();
    revokeEarlier(log, signer);

    for (const locale of LOCALES) {
      const { exit, stderr } = await call(['verify', 'eau/besoin@0.1.0', '--lang', locale], { env, cwd });
      expect(exit).toBe(8);
      expect(stderr).not.toMatch(/[{}\ufffd]/);
    }
    const { stderr } = await call(['verify', 'eau/besoin@0.1.0'], { env, cwd });
    expect(stderr).toMatch(/^ok {2}content: 6 files hashed; together they are exactly what was recorded: sha256:/m);
    expect(stderr).toMatch(/^FAILED {2}signatures: /m);
  });

  it('tells each step once where the checkpoint in the file is damaged', async () => {
    const { env, cwd, offline } = await proved();
    const path = join(cwd, 'g.tlog-proof');
    const text = readFileSync(path, 'utf8');
    writeFileSync(
      path,
      text.replace(/(— \S+ \S{20})(\S)/, (_, head: string, one: string) => `${head}${one === 'A' ? 'B' : 'A'}`),
    );

    const { exit, stderr } = await call(offline, { env, cwd });

    expect(exit).toBe(8);
    expect(stderr.split('\n').map((line) => line.split(':')[0])).toEqual([
      'ok  log',
      'FAILED  checkpoint',
      'eau/besoin@0.1.0 is NOT proved; the step "checkpoint" failed.',
      'What to do',
      '',
    ]);
  });

  it('names the checkpoint of an older proof and the newest of the registry, each once', async () => {
    const { env, cwd, words, log } = await proved();
    log.openAgency('travail');

    const { exit, stderr } = await call(words, { env, cwd });

    expect(exit).toBe(0);
    expect(stderr).toContain('ok  checkpoint: checkpoint 4, that of the proof, is signed by that key\n');
    expect(stderr).toContain(
      `ok  same history: checkpoint ${log.size()}, which the registry shows, continues checkpoint 4, that of the proof, and checkpoint 4, the last one seen here\n`,
    );
    expect(stderr).toContain(`As of checkpoint ${log.size()} of ${log.origin}, the newest that the registry showed.`);
  });

  it('claims nothing by a checkpoint for which nobody vouches, and tells "not checked" as a third outcome', async () => {
    const { env, offline } = await proved();
    const unknown = { env: { ...env, HOME: folderWith() }, cwd: folderWith() };

    const { exit, stderr } = await call(offline, unknown);
    const asJson = await call([...offline, '--json'], unknown);

    expect(exit).toBe(8);
    expect(stderr).toContain(
      'not checked  place in the log: the proof puts eau/besoin@0.1.0 at leaf 3 of checkpoint 4',
    );
    expect(stderr).not.toContain('As of checkpoint');
    const { steps, asOf } = JSON.parse(asJson.stdout) as { steps: { step: string; outcome: string }[]; asOf: unknown };
    expect(asOf).toBeNull();
    expect(steps.map(({ outcome }) => outcome)).toEqual(['failed', 'unchecked', 'ok', 'ok', 'failed', 'ok']);
  });

  it('says what a proof file does not show where nothing newer of the agency is known here, and only there', async () => {
    const { env, cwd, offline, log, signer } = await proved();
    const byHand = ['--log-key', log.key, '--agency-key', signer.fingerprint];
    const unknown = { ...env, HOME: folderWith() };
    const says = 'A proof file does not show that eau has changed nothing in its keys since';

    const alone = await call([...offline, ...byHand], { env: unknown, cwd: folderWith() });
    const locked = await call(offline, { env: unknown, cwd });
    const known = await call(offline, { env, cwd });

    expect([alone.exit, locked.exit, known.exit]).toEqual([0, 0, 0]);
    expect(alone.stderr).toContain(says);
    expect(locked.stderr).not.toContain(says);
    expect(known.stderr).not.toContain(says);
  });

  it('reads the content of a name from the cache where the lock names its archive, else it was not checked', async () => {
    const { env, cwd } = await proved();

    const locked = await call(['verify', 'eau/besoin@0.1.0', '--offline'], { env, cwd });
    const alone = await call(['verify', 'eau/besoin@0.1.0', '--offline'], { env, cwd: folderWith() });

    expect(locked.stderr).toContain('ok  content: 6 files hashed');
    expect(locked.stderr).toContain('eau/besoin@0.1.0 is proved.');
    expect(alone.stderr).toMatch(/^not checked {2}content: recorded is sha256:/m);
    expect(alone.stderr).toContain(
      'What the log recorded of eau/besoin@0.1.0 is proved; no files were compared with it.',
    );
    expect([locked.exit, alone.exit]).toEqual([0, 0]);
  });

  it.each(LOCALES)('says in %s of a file that is no whole archive what is wrong with it, in words', async (locale) => {
    const { env, cwd, archive } = await proved();
    writeFileSync(join(cwd, 'bad.tar'), 'no archive');
    writeFileSync(join(cwd, 'cut.tar.zst'), archive.subarray(0, -20));

    for (const file of ['bad.tar', 'cut.tar.zst']) {
      const words = ['verify', file, '--proof', 'g.tlog-proof', '--offline', '--lang', locale];
      const { exit, stderr } = await call(words, { env, cwd });
      expect(exit).toBe(8);
      expect(stderr).toContain(file);
      expect(stderr).not.toMatch(/archive-|[{}\ufffd]|operator/);
    }
  });
});
