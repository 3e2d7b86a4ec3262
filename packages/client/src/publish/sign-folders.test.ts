import { openCheckWorker } from '@national-forge/admission';
import { createSigningKey, parseStatement, type Envelope, type Signer } from '@national-forge/transparency';
import { pack } from '@national-forge/archive';
import { afterAll, expect, test } from 'vitest';

import { signWith, type SigningRequest } from '../keys/choose-signers.ts';
import { createKey } from '../keys/create-key.ts';
import { signWithFolder } from '../keys/choose-signers.ts';
import { readEnvelopeFile, writeEnvelopeFile } from '../keys/envelope-file.ts';
import { openKey } from '../keys/open-key.ts';
import { openDesk, type Desk } from '../keys/testing/desk.ts';
import { sampleFiles } from '../testing/manifest.ts';
import { SampleLog } from '../testing/sample-log.ts';
import { writeFiles } from '../testing/wire.ts';
import { temporaryFolder } from '../testing/workshop.ts';
import { signFolders } from './sign-folders.ts';

const NAME = 'impots/income-tax';

const worker = openCheckWorker();
afterAll(() => worker.close());

/** Signs with checks in the one thread of this file, as a program does that signs again and again. */
const signHere: typeof signFolders = (client, folders, options) => signFolders(client, folders, { worker, ...options });

function sampleFolder(note?: string, version = '1.0.0'): string {
  const folder = temporaryFolder();
  writeFiles(folder, sampleFiles({ name: NAME, version, ...(note === undefined ? {} : { note }) }));
  return folder;
}

async function office(
  count: number,
  threshold = 1,
): Promise<{ readonly desk: Desk; readonly keys: readonly Signer[] }> {
  const log = new SampleLog();
  const keys = [log.openAgency('impots')];
  while (keys.length < count) keys.push(log.addKey('impots'));
  if (threshold > 1) log.change('impots', { kind: 'agency-policy', threshold }, keys);
  return { desk: await openDesk(log), keys };
}

/** Reads the agency as if this were the time of its log. */
const agenciesOf =
  (desk: Desk, later = 0) =>
  () => {
    const state = desk.log.stateOf('impots');
    if (state === undefined) throw new Error('no agency');
    return Promise.resolve({
      state,
      origin: desk.log.origin,
      at: { index: desk.log.size, time: desk.log.time + later },
    });
  };

test('the statement names the files, and the signers are asked with the state of their agency', async () => {
  const { desk, keys } = await office(2);
  const folder = sampleFolder();
  const asked: SigningRequest[] = [];

  const [signed] = await signFolders(desk.client, [folder], {
    sign: (request) => {
      asked.push(request);
      return Promise.resolve(keys.slice(0, 1));
    },
  });

  expect(asked).toMatchObject([{ agency: 'impots', subject: `${NAME}@1.0.0`, threshold: 1, signed: [] }]);
  expect(asked[0]?.usable.map(({ fingerprint }) => fingerprint)).toEqual(keys.map(({ fingerprint }) => fingerprint));
  expect(signed).toMatchObject({ folder, missing: 0, threshold: 1, signed: [keys[0]?.fingerprint] });
  const { releaseDigest, files } = await pack(folder);
  const manifest = files.find(({ path }) => path === 'algorithm.yaml')?.sha256;
  expect(parseStatement(signed?.envelope.payload ?? Buffer.alloc(0))).toMatchObject({
    name: NAME,
    release: releaseDigest,
    manifest: `sha256:${manifest ?? ''}`,
    contract: expect.stringMatching(/^sha256:/) as string,
    vectors: expect.stringMatching(/^sha256:/) as string,
  });
});

test('two of three sign one after another, the second from an own copy of the folder, through a file', async () => {
  const { desk, keys } = await office(3, 2);
  const file = `${temporaryFolder()}/release.json`;

  const [first] = await signHere(desk.client, [sampleFolder()], { sign: signWith(keys.slice(0, 1)) });
  expect(first).toMatchObject({ missing: 1, threshold: 2 });
  await writeEnvelopeFile(file, first?.envelope as Envelope);
  const [second] = await signHere(desk.client, [sampleFolder()], {
    with: [await readEnvelopeFile(file)],
    sign: signWith(keys.slice(2)),
  });

  expect(second).toMatchObject({
    missing: 0,
    signed: expect.arrayContaining([keys[0]?.fingerprint, keys[2]?.fingerprint]) as string[],
  });
  // With all signatures there, nobody is asked any more.
  const sign = () => Promise.reject(new Error('nobody was to be asked'));
  const [whole] = await signHere(desk.client, [sampleFolder()], { with: [second?.envelope as Envelope], sign });
  expect(whole?.missing).toBe(0);
});

test('a statement that was signed for other files is not taken, and its field is named', async () => {
  const { desk, keys } = await office(2, 2);
  const [other] = await signHere(desk.client, [sampleFolder('other files')], { sign: signWith(keys.slice(0, 1)) });
  const [later] = await signHere(desk.client, [sampleFolder('x', '2.0.0')], { sign: signWith(keys.slice(0, 1)) });

  const using = (envelope: Envelope | undefined) =>
    signHere(desk.client, [sampleFolder()], { with: [envelope as Envelope], sign: signWith(keys) });

  await expect(using(other?.envelope)).rejects.toMatchObject({
    code: 'statement-mismatch',
    exit: 8,
    params: { name: NAME, version: '1.0.0', field: 'release' },
  });
  await expect(using(later?.envelope)).rejects.toMatchObject({
    code: 'envelope-invalid',
    params: { reason: 'unrelated', path: `${NAME}@2.0.0` },
  });
});

test('a signature that is there and does not count is told by its key', async () => {
  const { desk, keys } = await office(3, 2);
  const [first] = await signHere(desk.client, [sampleFolder()], { sign: signWith(keys.slice(0, 1)) });
  const envelope = first?.envelope as Envelope;
  const [signature] = envelope.signatures;
  const forged = {
    ...envelope,
    signatures: [{ keyid: keys[1]?.fingerprint ?? '', signature: signature?.signature ?? Buffer.alloc(0) }],
  };
  const key = keys[0]?.fingerprint ?? '';

  const using = (one: Envelope) => signHere(desk.client, [sampleFolder()], { with: [one], sign: signWith(keys) });

  // The signature of one key under the name of another would make one person two.
  await expect(using(forged)).rejects.toMatchObject({ code: 'signature-invalid', exit: 8 });
  // Nor is it passed on to the next signer as one of those that are there.
  const passing = signHere(desk.client, [sampleFolder()], { with: [forged] });
  await expect(passing).rejects.toMatchObject({ code: 'signature-invalid' });
  desk.log.change('impots', { kind: 'key-revoke', key, from: null }, keys.slice(1));
  await expect(using(envelope)).rejects.toMatchObject({ code: 'key-unfit', params: { key, reason: 'revoked' } });
});

test('a CI key signs the names it was given until it expires', async () => {
  const { desk, keys } = await office(1);
  const { signer } = createSigningKey('ed25519');
  const publicKey = Buffer.from(signer.spki).toString('base64');
  const expires = desk.log.time + 100;
  const addition = {
    kind: 'key-add',
    algorithm: 'ed25519',
    public: publicKey,
    use: 'ci',
    names: ['other'],
    expires,
  } as const;
  desk.log.change('impots', addition, [...keys, signer]);
  const ours = createSigningKey('ed25519').signer;
  const fitting = { ...addition, public: Buffer.from(ours.spki).toString('base64'), names: ['income-tax'] } as const;
  desk.log.change('impots', fitting, [...keys, ours]);

  const signing = (key: Signer, later = 0) =>
    signHere(desk.client, [sampleFolder()], { sign: signWith([key]), agencies: agenciesOf(desk, later) });

  expect((await signing(ours))[0]).toMatchObject({ missing: 0, signed: [ours.fingerprint] });
  await expect(signing(signer)).rejects.toMatchObject({ code: 'key-unfit', params: { reason: 'not-allowed' } });
  await expect(signing(ours, 200)).rejects.toMatchObject({ code: 'key-unfit', params: { reason: 'expired' } });
});

test('an agency without keys, a stranger and nobody are told apart', async () => {
  const { desk, keys } = await office(1);
  const stranger = createSigningKey('ed25519').signer;
  const folder = sampleFolder();

  await expect(signHere(desk.client, [folder], { sign: signWith([stranger]) })).rejects.toMatchObject({
    code: 'key-unfit',
    exit: 5,
    params: { agency: 'impots', key: stranger.fingerprint, reason: 'unknown' },
  });
  await expect(signHere(desk.client, [folder], {})).rejects.toMatchObject({
    code: 'threshold-unmet',
    params: { count: 0 },
  });
  desk.registry.log = desk.log.copy(desk.log.entries.slice(0, 2));
  await expect(signHere(desk.client, [folder], { sign: signWith(keys) })).rejects.toMatchObject({
    code: 'agency-keyless',
    exit: 5,
    params: { agency: 'impots' },
  });
});

test('nobody signs for an agency whose history does not hold', async () => {
  const { desk, keys } = await office(1);
  const stranger = createSigningKey('ed25519').signer;
  const publicKey = Buffer.from(stranger.spki).toString('base64');
  const addition = {
    kind: 'key-add',
    algorithm: 'ed25519',
    public: publicKey,
    use: 'agency',
    names: null,
    expires: null,
  } as const;
  desk.log.change('impots', addition, [stranger]);

  await expect(signHere(desk.client, [sampleFolder()], { sign: signWith(keys) })).rejects.toMatchObject({
    code: 'untrusted',
    params: { step: 'agency-state' },
  });
});

test('the keys of a folder that count sign, as many as are missing, and only those are opened', async () => {
  const { desk } = await office(1);
  const folder = `${temporaryFolder()}/keys`;
  const hidden = await createKey({ folder, label: 'a', passphrase: 'p' });
  const plain = await createKey({ folder, label: 'b' });
  await createKey({ folder, label: 'of another agency', passphrase: 'never asked for' });
  for (const { file } of [hidden, plain]) {
    const { signer } = await openKey({ file }, { passphrase: () => Promise.resolve('p') });
    const publicKey = Buffer.from(signer.spki).toString('base64');
    const addition = {
      kind: 'key-add',
      algorithm: 'ed25519',
      public: publicKey,
      use: 'agency',
      names: null,
      expires: null,
    } as const;
    desk.log.change('impots', addition, [...(desk.log.signers.get('impots') ?? []), signer]);
  }
  const asked: string[] = [];
  const passphrase = ({ fingerprint }: { readonly fingerprint: string }) => {
    asked.push(fingerprint);
    return Promise.resolve('p');
  };

  const signing = (only?: readonly string[]) =>
    signHere(desk.client, [sampleFolder()], { sign: signWithFolder({ folder, passphrase, only }) });

  expect((await signing([plain.fingerprint]))[0]?.signed).toEqual([plain.fingerprint]);
  expect(asked).toEqual([]);
  expect((await signing())[0]?.signed).toEqual([hidden.fingerprint]);
  expect(asked).toEqual([hidden.fingerprint]);
  await expect(signing([])).rejects.toMatchObject({ code: 'key-missing', params: { key: 'impots', folder } });
});
