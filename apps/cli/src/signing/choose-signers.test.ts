import { chmodSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { AGENCY_NAME, openOffice, openReadyOffice, registerElsewhere, type Office } from '../testing/agency.ts';
import { call } from '../testing/call.ts';
import { folderWith, folderWithAlgorithm } from '../testing/folders.ts';
import { refuse } from '../testing/stand-in.ts';
import { typist } from '../testing/typist.ts';

const REGISTER = ['key', 'register', '--agency', AGENCY_NAME];
const POLICY = ['agency', 'policy', AGENCY_NAME, '--threshold'];
const keysOf = ({ home }: Office): string => join(home, '.local/share/nforge/keys');

/** Makes and registers a key under a passphrase, and gives the file that holds the passphrase. */
async function withEncryptedKey(office: Office, name: string): Promise<string> {
  const file = join(office.home, name);
  writeFileSync(file, `une longue phrase ${name}\n`, { mode: 0o600 });
  await office.createKey({ words: ['--label', name, '--passphrase-file', file] });
  const env = { ...office.env, NFORGE_KEY_PASSPHRASE_FILE: file };
  const { exit, stderr } = await call([...REGISTER, '--key', name], { env });
  if (exit !== 0) throw new Error(stderr);
  return file;
}

describe('signersOf', () => {
  it.skipIf(process.platform === 'win32')(
    'tells the command that mends a key file or a folder that others may read',
    async () => {
      const office = await openReadyOffice();
      const world = { ...office, cwd: await folderWithAlgorithm() };
      const folder = keysOf(office);
      const file = join(folder, readdirSync(folder)[0] ?? '');

      await office.createKey({ words: ['--label', 'other'] });
      chmodSync(file, 0o644);
      const [open, rotated] = [
        await call(['publish', 'rule'], world),
        await call(['key', 'rotate', ...REGISTER.slice(2)], world),
      ];
      const kept = await call([...REGISTER, '--key', 'other', '--out', 'other.json'], world);
      chmodSync(file, 0o600);
      chmodSync(folder, 0o755);
      const [entered, listed] = [await call(['publish', 'rule'], world), await call(['key', 'list'], world)];
      const shown = await call(['agency', 'view', AGENCY_NAME], world);

      for (const { exit, stderr } of [open, rotated, kept]) {
        expect(exit).toBe(5);
        expect(stderr).toContain(`chmod 600 ${file}`);
      }
      for (const { exit, stderr } of [entered, listed]) {
        expect(exit).toBe(5);
        expect(stderr).toContain('the folder of the private keys');
        expect(stderr).toContain(`chmod 700 ${folder}`);
      }
      expect(shown.exit).toBe(0);
    },
  );

  it('asks for no passphrase where the keys that need none are enough', async () => {
    const office = await openReadyOffice();
    await withEncryptedKey(office, 'first');
    const cwd = await folderWithAlgorithm();

    const person = typist([]);
    const { exit } = await call(['publish', 'rule'], { ...office, cwd, ...person });

    expect(exit).toBe(0);
    expect(person.screen()).toBe('');
  });

  it('registers the key of a runner with a plain key, whatever key the passphrase of the environment is for', async () => {
    const office = await openReadyOffice();
    await withEncryptedKey(office, 'first');
    const { env, home } = office;
    writeFileSync(join(home, 'ci.json'), (await call(['key', 'create', '--for-ci'], { env })).stdout, { mode: 0o600 });
    writeFileSync(join(home, 'other'), 'of another key\n', { mode: 0o600 });

    const words = [...REGISTER, '--key', 'ci.json', '--ci'];
    const { exit } = await call(words, { env: { ...env, NFORGE_KEY_PASSPHRASE_FILE: join(home, 'other') }, cwd: home });

    expect(exit).toBe(0);
  });

  it('goes on to the next encrypted key where the passphrase of the environment does not open one', async () => {
    const office = await openReadyOffice();
    await withEncryptedKey(office, 'first');
    const second = await withEncryptedKey(office, 'second');
    const lost = join(office.home, 'lost');
    writeFileSync(lost, 'of another key\n', { mode: 0o600 });
    await call([...POLICY, '2'], { env: { ...office.env, NFORGE_KEY_PASSPHRASE_FILE: second } });
    const publish = async (file: string) =>
      call(['publish', 'rule'], {
        env: { ...office.env, NFORGE_KEY_PASSPHRASE_FILE: file },
        cwd: await folderWithAlgorithm(),
      });

    const refused = await publish(lost);
    const published = await publish(second);

    expect([refused.exit, published.exit]).toEqual([4, 0]);
    expect(refused.stderr).toContain('This is not the passphrase of the key');
    expect(office.log.stateOf(AGENCY_NAME)?.threshold).toBe(2);
  });

  it('tells whoever signed already that colleagues are wanting, not keys', async () => {
    const office = await openReadyOffice();
    const colleague = folderWith();
    await office.createKey({ home: colleague });
    const cwd = await folderWithAlgorithm();
    await call([...REGISTER, '--out', 'new.json'], { env: { ...office.env, HOME: colleague }, cwd });
    await call([...REGISTER, '--with', 'new.json'], { ...office, cwd });
    await call([...POLICY, '2'], office);
    await call(['sign', 'rule', '--out', 'one.json'], { ...office, cwd });

    const { exit, stderr } = await call(['publish', 'rule', '--with', 'one.json'], { ...office, cwd });

    expect(exit).toBe(5);
    expect(stderr).toContain(
      '1 of 2 signatures for "eau/besoin@0.1.0": the keys of this computer have signed already.',
    );
    expect(stderr).not.toContain('key create');
  });

  it('tells a key that is not registered from none, and a runner from a person', async () => {
    const office = await openOffice();
    registerElsewhere(office.log);
    const cwd = await folderWithAlgorithm();

    const runner = await call(['publish', 'rule'], { ...office, cwd });
    const person = await call(['publish', 'rule'], { ...office, cwd, interactive: true });
    await office.createKey();
    const late = await call(REGISTER, office);

    expect([runner.exit, person.exit, late.exit]).toEqual([5, 5, 5]);
    expect(runner.stderr).toContain('NFORGE_KEY_FILE');
    expect(person.stderr).not.toContain('NFORGE_KEY_FILE');
    expect(person.stderr).toContain('nforge key create');
    expect(late.stderr).toContain(
      'The key of this computer is not registered: "nforge key register --agency eau --out FILE"',
    );
    expect(late.stderr).not.toContain('key create');
  });

  it('ends with 5 and the same hint for a key that has expired by the clock of the registry', async () => {
    const { behind } = await openReadyOffice();
    const cwd = await folderWithAlgorithm();
    const params = { agency: AGENCY_NAME, reason: 'signer-expired', key: 'sha256:ab' };
    const env = await behind({ 'POST /api/v1/releases': refuse('signature-invalid', params) });

    const { exit, stderr } = await call(['publish', 'rule'], { env, cwd });

    expect(exit).toBe(5);
    expect(stderr).toContain('nforge key register --agency eau --key FILE --ci');
  });
});
