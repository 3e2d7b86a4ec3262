import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { createSigningKey, formatEnvelope, signEnvelope } from '@national-forge/transparency';
import { expect, test } from 'vitest';

import { temporaryFolder } from '../testing/workshop.ts';
import { readEnvelopeFile, writeEnvelopeFile } from './envelope-file.ts';

const { signer } = createSigningKey('ed25519');
const envelope = signEnvelope({ payloadType: 'application/x-test', payload: Buffer.from('ضريبة') }, [signer]);

test('an envelope comes back from its file as it was, also when an editor changed the line end', async () => {
  const file = join(temporaryFolder(), 'signed.json');

  await writeEnvelopeFile(file, envelope);

  const text = readFileSync(file, 'utf8');
  expect(text).toBe(`${Buffer.from(formatEnvelope(envelope)).toString()}\n`);
  expect(formatEnvelope(await readEnvelopeFile(file))).toEqual(formatEnvelope(envelope));
  writeFileSync(file, text.replace('\n', '\r\n'));
  expect(Buffer.from((await readEnvelopeFile(file)).payload).toString()).toBe('ضريبة');
});

test('what is no envelope in its only form is refused', async () => {
  const folder = temporaryFolder();
  const file = join(folder, 'x.json');
  const text = Buffer.from(formatEnvelope(envelope)).toString();
  mkdirSync(join(folder, 'sub'));

  for (const other of [
    '',
    '{}',
    'null',
    `${text}\n\n`,
    ` ${text}`,
    text.replace('{', '{"a":1,'),
    'x'.repeat(200_000),
  ]) {
    writeFileSync(file, other);
    await expect(readEnvelopeFile(file)).rejects.toMatchObject({ code: 'envelope-invalid', exit: 8 });
  }
  await expect(readEnvelopeFile(join(folder, 'absent'))).rejects.toMatchObject({ code: 'file-access', exit: 1 });
  await expect(readEnvelopeFile(join(folder, 'sub'))).rejects.toMatchObject({ code: 'file-access' });
});
