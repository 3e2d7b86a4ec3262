import { chmodSync, readdirSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { temporaryFolder } from '../testing/workshop.ts';
import { createKey } from './create-key.ts';
import { findKey, listKeys, problemOf } from './list-keys.ts';

const freshFolder = (): string => join(temporaryFolder(), 'keys');

test('keys are listed by label without any passphrase, and a folder that is not there has none', async () => {
  const folder = freshFolder();
  expect(await listKeys(folder)).toEqual({ keys: [], problems: [] });
  const b = await createKey({ folder, label: 'b', passphrase: 'x' });
  const a = await createKey({ folder, label: 'a' });

  expect(await listKeys(folder)).toEqual({ keys: [a, b], problems: [] });
});

test('what cannot be used is told, and does not hide the rest', async () => {
  const folder = freshFolder();
  const good = await createKey({ folder, label: 'good' });
  const open = await createKey({ folder, label: 'open' });
  chmodSync(open.file, 0o644);
  writeFileSync(join(folder, 'broken.json'), '{', { mode: 0o600 });
  writeFileSync(join(folder, '.left.json'), '{');
  writeFileSync(join(folder, 'notes.txt'), 'x');

  const { keys, problems } = await listKeys(folder);

  expect(keys).toEqual([good]);
  expect(problems.map(({ code, params }) => [code, params['path']]).sort()).toEqual([
    ['key-file-invalid', join(folder, 'broken.json')],
    ['key-permissions', open.file],
  ]);
});

test('what was left of a key whose writing was cut off goes, and what is being written now stays', async () => {
  const folder = freshFolder();
  const { file } = await createKey({ folder, label: 'a' });
  const left = join(folder, '.0011223344556677-a.json.0123456789ab.tmp');
  const writing = join(folder, '.8899aabbccddeeff-b.json.ba9876543210.tmp');
  for (const path of [left, writing]) writeFileSync(path, 'a private key', { mode: 0o600 });
  utimesSync(left, 0, 0);

  await listKeys(folder);

  expect(
    readdirSync(folder)
      .map((name) => join(folder, name))
      .sort(),
  ).toEqual([writing, file].sort());
});

test('a key is found by its label, its fingerprint or the beginning of that', async () => {
  const folder = freshFolder();
  const key = await createKey({ folder, label: 'Clé du bureau'.normalize('NFD') });
  await createKey({ folder, label: 'other' });
  const hex = key.fingerprint.slice(7);

  for (const selector of ['Clé du bureau', key.fingerprint, hex, hex.slice(0, 4), hex.slice(0, 8).toUpperCase()]) {
    expect((await findKey(folder, selector)).file).toBe(key.file);
  }
  for (const selector of [hex.slice(0, 3), '00000000', 'Cle', '', '../other']) {
    await expect(findKey(folder, selector)).rejects.toMatchObject({ code: 'key-missing', exit: 6 });
  }
});

test('a label that two keys have is ambiguous, their fingerprints are not', async () => {
  const folder = freshFolder();
  const one = await createKey({ folder, label: 'same' });
  await createKey({ folder, label: 'same' });

  await expect(findKey(folder, 'same')).rejects.toMatchObject({ code: 'key-ambiguous', exit: 2, params: { count: 2 } });
  expect((await findKey(folder, one.fingerprint)).file).toBe(one.file);
});

test('a key whose file is refused is told with the reason, not as missing', async () => {
  const folder = freshFolder();
  const { file, fingerprint } = await createKey({ folder, label: 'bureau' });
  chmodSync(file, 0o644);

  for (const selector of ['bureau', fingerprint]) {
    await expect(findKey(folder, selector)).rejects.toMatchObject({ code: 'key-permissions' });
  }
  await expect(findKey(folder, 'else')).rejects.toMatchObject({ code: 'key-missing' });
  expect(readdirSync(folder)).toHaveLength(1);
});

test('a folder that others may enter or write is refused whole, with the command that mends it', async () => {
  const folder = freshFolder();
  await createKey({ folder, label: 'bureau' });

  for (const mode of [0o755, 0o777, 0o710]) {
    chmodSync(folder, mode);
    for (const refuse of [() => listKeys(folder), () => findKey(folder, 'bureau')])
      await expect(refuse()).rejects.toMatchObject({
        code: 'key-permissions',
        params: { path: folder, what: 'folder', command: `chmod 700 ${folder}` },
      });
  }
  chmodSync(folder, 0o700);
  expect((await listKeys(folder)).keys).toHaveLength(1);
});

test('why the file of a key is refused is told by the name of the file, which holds the beginning of its fingerprint', async () => {
  const folder = freshFolder();
  const [mine, other] = [await createKey({ folder, label: 'mine' }), await createKey({ folder, label: 'other' })];
  for (const { file } of [mine, other]) chmodSync(file, 0o644);

  const { problems } = await listKeys(folder);

  expect(problemOf(problems, [mine.fingerprint])?.params['path']).toBe(mine.file);
  expect(problemOf(problems, ['sha256:00'])).toBeUndefined();
  renameSync(other.file, join(folder, 'renamed.json'));
  expect(problemOf((await listKeys(folder)).problems, ['sha256:00'])?.params['path']).toBe(
    join(folder, 'renamed.json'),
  );
});
