import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { encodeBase64 } from '../keys/base64.ts';
import { digestOf } from '../keys/digest.ts';
import { createSigningKey, type Signer } from '../keys/signing-key.ts';
import type { Change } from '../statement/agency-change.ts';
import { addition, agencyWithKeys } from '../testing/agency-log.ts';
import { fixedKey } from '../testing/fixed-key.ts';
import { fixedVerifier } from '../testing/fixed-log.ts';
import { logRelease, proveLogged, STATEMENT } from '../testing/release-log.ts';
import { formatReleaseProof, parseReleaseProof, type ReleaseProof } from './release-proof.ts';

const ROOT = join(import.meta.dirname, '../../../..');
const EXAMPLE = join(ROOT, 'packages/transparency/testdata/example');
const page = (language: string) => readFileSync(join(ROOT, `docs/verify-by-hand.${language}.md`), 'utf8');
const blocksOf = (language: string) =>
  [...page(language).matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

// `openssl version` says LibreSSL on some systems, which has no -rawin.
const { stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' }) as { readonly stdout: string | null };
const version = stdout ?? 'none';
const reason = /^OpenSSL [3-9]\./.test(version) ? '' : ` (left out: no OpenSSL 3 here, but "${version.trim()}")`;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'by-hand-'));
  cpSync(EXAMPLE, folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const shells = ['sh', ...(spawnSync('bash', ['--version']).status === 0 ? ['bash'] : [])];

/** Runs the blocks of a page in the folder, as somebody who pastes them one after the other. */
function run(
  language: string,
  edit = (script: string): string => script,
  shell = 'sh',
): { code: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(shell, ['-u'], {
    cwd: folder,
    input: edit(blocksOf(language).join('')),
    encoding: 'utf8',
  });
  return { code: status, output: stdout + stderr };
}

const at = (name: string) => join(folder, name);
const edit = (name: string, change: (text: string) => string) =>
  writeFileSync(at(name), change(readFileSync(at(name), 'utf8')));
const editProof = (change: (proof: ReleaseProof) => ReleaseProof) =>
  edit('release.tlog-proof', (file) => formatReleaseProof(change(parseReleaseProof(file))));

const lattice = createSigningKey('ml-dsa-44').signer;
const signers = [fixedKey(1), lattice, fixedKey(3)] as const;
const [later, laterLattice, expires] = [fixedKey(4), createSigningKey('ml-dsa-44').signer, 2_000_000_000];

/** Edits what `extra` holds: its lines, and its bytes one character each. */
const editExtra = (change: (lines: string, bytes: string) => readonly [string, string]) =>
  edit('release.tlog-proof', (file) =>
    file.replace(/^extra (.*)$/m, (_, text: string) => {
      const extra = Buffer.from(text, 'base64').toString('latin1');
      const border = extra.indexOf('\n\n') + 2;
      const edited = change(extra.slice(0, border), extra.slice(border)).join('');
      return `extra ${Buffer.from(edited, 'latin1').toString('base64')}`;
    }),
  );
const editFile = (pattern: RegExp, by: string) => edit('release.tlog-proof', (text) => text.replace(pattern, by));
const editLines = (pattern: RegExp | string, by: string) =>
  editExtra((lines, bytes) => [lines.replace(pattern, by), bytes]);
const flipped = (text: string, at: number) =>
  `${text.slice(0, at)}${String.fromCharCode(text.charCodeAt(at) ^ 1)}${text.slice(at + 1)}`;

/** Lists how many leaves lie between release and change; a shell takes its time for each. */
const DISTANCES = process.env['NFORGE_TEST_SCALE'] === 'full' ? [0, 6] : [6];

describe.skipIf(reason !== '')(`the page about verifying by hand${reason}`, { timeout: 120_000 }, () => {
  it.each(['en', 'fr', 'ar'])('in %s proves the example', (language) => {
    const { code, output } = run(language);

    expect(output).toMatch(/\nsante\/triage@1\.2\.0 is valid as of checkpoint 58 of forge\.example\/log\n$/);
    expect(output).not.toContain('WRONG');
    expect(output.match(/^ok: signature by /gm)).toHaveLength(2);
    expect(code).toBe(0);
  });

  it('proves a release with new keys, one of a runner', () => {
    const proof = proveNew();
    writeFileSync(at('release.tlog-proof'), formatReleaseProof(proof));

    expect(proof.current).toBeUndefined();
    expect(run('en')).toMatchObject({ code: 0, output: expect.stringContaining('is valid as of') as string });
  });

  it.each<[string, Change, readonly Signer[]]>([
    ['policy', { kind: 'agency-policy', threshold: 1 }, signers],
    ['key', addition(later), [...signers, later]],
    ['key of a runner, for all names', addition(later, { use: 'ci', expires }), [...signers, later]],
    [
      'key of a runner, for two',
      addition(later, { use: 'ci', names: ['autre', 'triage'], expires }),
      [...signers, later],
    ],
    ['key, of ML-DSA-44', addition(laterLattice), [...signers, laterLattice]],
    ['revocation', { kind: 'key-revoke', key: signers[2].fingerprint, from: null }, signers],
    ['reset', { kind: 'key-reset', algorithm: 'ed25519', public: encodeBase64(later.spki) }, [later]],
    ['name', { kind: 'transfer', from: 'sante', to: 'soins' }, signers],
  ])('proves a release after which came another %s, at whatever distance', (_, change, by) => {
    for (const distance of DISTANCES) {
      const log = agencyWithKeys(signers, 2);
      log.pass(distance);
      const release = logRelease(log, [signers[0], signers[2]], claimOf());
      log.pass(2 * distance);
      log.apply(change, by);
      log.pass(distance);
      writeFileSync(at('release.tlog-proof'), formatReleaseProof(proveLogged(release, log)));

      expect(run('en').output).toMatch(/ok: newest leaf\n[^]* is valid as of/);
    }
  });

  it.each(['en', 'fr', 'ar'])('in %s finds a changed byte of a file', (language) => {
    edit('files/index.js', (text) => text.replace('42', '43'));

    expect(run(language)).toMatchObject({ code: 1, output: expect.stringContaining('WRONG: list of files') as string });
  });

  it('finds a changed byte of the signature of the log', () => {
    edit('release.tlog-proof', (text) => {
      return text.replace(/(\n— \S+ .{20})(.)/, (_, before: string, one: string) => before + (one === 'A' ? 'B' : 'A'));
    });

    expect(run('en')).toMatchObject({ code: 1, output: expect.stringContaining('WRONG: checkpoint') as string });
  });

  it.each<[string, () => void]>([
    ['release digest', () => editExtra((lines, bytes) => [lines, flipped(bytes, 0)])],
    ['inclusion', () => edit('release.tlog-proof', (text) => text.replace(/^(.{44})\n(.{44})$/m, '$2\n$1'))],
    ['statement and signatures', () => editProof((proof) => ({ ...proof, contract: null }))],
    ['enough signatures', () => editProof((proof) => ({ ...proof, signatures: proof.signatures.slice(1) }))],
    ['state of the agency', () => editProof((proof) => ({ ...proof, state: { ...proof.state, threshold: 1 } }))],
    ['newest leaf', () => editExtra((lines, bytes) => [lines.replace('key-revoke 1', 'key-revoke 2'), bytes])],
    ['newest leaf', () => editExtra((lines, bytes) => [lines, flipped(bytes, bytes.length - 1)])],
    [
      'newest leaf',
      () => editExtra((lines, bytes) => [lines.replace(/\nstate 0 2 (\d+)\n/, '\nstate 1 2 $1\n'), bytes]),
    ],
  ])('says "WRONG: %s" where the proof was changed (%#)', (said, change) => {
    change();

    expect(run('en')).toMatchObject({ code: 1, output: expect.stringContaining(`WRONG: ${said}\n`) as string });
  });

  // Shells evaluate what stands in $(( )), some of them with all that it names; sed has a command that runs commands.
  it.each<[string, () => void]>([
    ['an index', () => editFile(/^index (\d+)$/m, 'index x[$(touch${IFS}hurt)]+$1')],
    ['an index that clears the verdict', () => editFile(/^index (\d+)$/m, 'index x[WRONG=0]+$1')],
    ['a size', () => editFile(/^58$/m, 'x[$(touch${IFS}hurt)]+58')],
    ['the key that is revoked', () => editLines(/Kx3_f0 3\n/, 'Kx3_f0 1e touch hurt\n')],
    ['a number of the state', () => editLines('state 0 2', 'state 0 x[$(touch${IFS}hurt)]+2')],
    ['a line more', () => editLines('statement', 'state 0 0 0 none\nstatement')],
    ['a number that is octal', () => editLines('signer 2', 'signer 010')],
  ])('runs nothing that a hostile proof has in place of %s, and does not believe it', (_, change) => {
    change();

    for (const shell of shells) {
      const { code, output } = run('en', undefined, shell);
      expect(output).toMatch(/WRONG: form\n[^]*\nnot proved: \d+\n$/);
      expect(code).toBe(1);
      expect(existsSync(at('hurt'))).toBe(false);
    }
  });

  it('counts who is left when the key of one of three signers is revoked from before the release on', () => {
    const log = agencyWithKeys([fixedKey(1), fixedKey(2), fixedKey(3)], 2);
    const release = logRelease(log, [fixedKey(1), fixedKey(2), fixedKey(3)], claimOf());
    log.apply({ kind: 'key-revoke', key: fixedKey(2).fingerprint, from: release.index }, [fixedKey(1), fixedKey(3)]);
    writeFileSync(at('release.tlog-proof'), formatReleaseProof(proveLogged(release, log)));

    const { code, output } = run('en');
    expect(output).toContain(`revoked since: ${fixedKey(2).fingerprint}\nok: enough signatures left\n`);
    expect(code).toBe(0);
  });

  it('finds the signature of the log among others under its name', () => {
    const foreign = Buffer.concat([Buffer.from([1, 2, 3, 4]), Buffer.alloc(64)]).toString('base64');
    editFile(/\n— /, `\n— forge.example/log ${foreign}\n— `);

    expect(run('en')).toMatchObject({ code: 0 });
  });

  it.each<[string, (script: string) => string]>([
    [
      'checkpoint',
      (script) => script.replace(/log\+21e6e5f6\+.*'/, `log+21e6e5f6+${Buffer.alloc(33, 1).toString('base64')}'`),
    ],
    ['origin', (script) => script.replace("LOG_KEY='forge", "LOG_KEY='other")],
    ['name', (script) => script.replace('NAME=sante/triage', 'NAME=sante/autre')],
  ])('says "WRONG: %s" to who expects another one', (said, change) => {
    expect(run('en', change)).toMatchObject({ code: 1, output: expect.stringContaining(`WRONG: ${said}\n`) as string });
  });

  it('refuses a signature over anything else, even where all digests fit', () => {
    const [one, two] = [createSigningKey('ed25519').signer, createSigningKey('ed25519').signer];
    const liar: Signer = { ...two, sign: (bytes) => two.sign(bytes.subarray(1)) };
    writeFileSync(at('release.tlog-proof'), formatReleaseProof(proveNew([one, two], [one, liar])));

    expect(run('en')).toMatchObject({
      code: 1,
      output: expect.stringContaining(`WRONG: signature by ${two.fingerprint}`) as string,
    });
  });

  it('refuses a key that was revoked before the release, and one that is revoked from before it on', () => {
    const [one, two] = [createSigningKey('ed25519').signer, createSigningKey('ed25519').signer];
    const log = agencyWithKeys([one, two]);
    log.pass(9);
    const release = logRelease(log, [two], claimOf());
    log.apply({ kind: 'key-revoke', key: two.fingerprint, from: release.index }, [one]);
    writeFileSync(at('release.tlog-proof'), formatReleaseProof(proveLogged(release, log)));
    expect(run('en').output).toContain(`revoked since: ${two.fingerprint}\nWRONG: enough signatures left\n`);

    writeFileSync(at('release.tlog-proof'), formatReleaseProof(proveLogged(logRelease(log, [two], claimOf()), log)));
    expect(run('en').output).toContain('WRONG: not revoked\n');
  });
});

it('is the same in every language', () => {
  expect(blocksOf('en')).toHaveLength(10);
  expect(blocksOf('fr')).toEqual(blocksOf('en'));
  expect(blocksOf('ar')).toEqual(blocksOf('en'));
  expect(blocksOf('en')[0]).toContain(fixedVerifier().key);
});

function claimOf(): typeof STATEMENT {
  const digest = (name: string) => digestOf(readFileSync(join(EXAMPLE, name)));
  return { ...STATEMENT, release: digest('files.txt'), manifest: digest('files/algorithm.yaml') };
}

function proveNew(
  keys: readonly [Signer, Signer] = [createSigningKey('ed25519').signer, createSigningKey('ed25519').signer],
  by: readonly Signer[] = keys,
): ReleaseProof {
  const runner = createSigningKey('ed25519').signer;
  const log = agencyWithKeys(keys, 2);
  log.apply(addition(runner, { use: 'ci', names: ['autre', 'triage'], expires: log.next().time + 99 }), [
    ...keys,
    runner,
  ]);
  log.pass(77);
  return proveLogged(logRelease(log, [...by, runner], claimOf()), log);
}
