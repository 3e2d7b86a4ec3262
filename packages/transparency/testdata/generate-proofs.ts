// Writes release-proofs/ and example/:
// node --conditions=@national-forge/source testdata/generate-proofs.ts
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { formatReleaseProof, formatTlogProof, parseTlogProof, type Change, type ReleaseProof, type Signer } from '../src/index.ts';
import { addition, agencyWithKeys } from '../src/testing/agency-log.ts';
import { fixedKey } from '../src/testing/fixed-key.ts';
import { logRelease, proveLogged, STATEMENT } from '../src/testing/release-log.ts';

type Cases = Readonly<Record<string, readonly [code: string, bytes: string]>>;

const D = `sha256:${createHash('sha256').update('{}').digest('hex')}`;
const [one, two, three, other, ciKey] = [fixedKey(1), fixedKey(2), fixedKey(3), fixedKey(66), fixedKey(9)];
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const opened = (threshold = 2) => agencyWithKeys([one, two, three], threshold);
const runner = { use: 'ci', names: ['triage'], expires: 1_800_000_000 } as const;

const log = opened();
log.apply(addition(ciKey, runner), [one, two, ciKey]);
const release = logRelease(log, [one, ciKey]);
log.pass(5);
log.apply({ kind: 'agency-policy', threshold: 1 }, [one, two]);
const proof = proveLogged(release, log);
const file = formatReleaseProof(proof);
const extra = Buffer.from(parseTlogProof(file).extra!).toString('latin1');
const [lines = '', bytes = ''] = [extra.slice(0, extra.indexOf('\n\n') + 1), extra.slice(extra.indexOf('\n\n') + 2)];
const withExtra = (text: string, rest = bytes) =>
  formatTlogProof({ ...parseTlogProof(file), extra: Buffer.from(`${text}\n${rest}`, 'latin1') });
const proofBad = (text: string, rest?: string) => ['proof-malformed', withExtra(text, rest)] as const;
const flipped = (text: string, at: number) => text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ 1) + text.slice(at + 1);
const changed = (members: Partial<ReleaseProof>) => formatReleaseProof({ ...proof, ...members });
const [first, second] = proof.signatures;
const withPath = (edit: (hashes: readonly Uint8Array[]) => readonly Uint8Array[]) => {
  const parsed = parseTlogProof(formatReleaseProof(logged([one, two])));
  return formatTlogProof({ ...parsed, hashes: edit(parsed.hashes) });
};
const logged = (by: Parameters<typeof logRelease>[1], of = STATEMENT): ReleaseProof => {
  const world = opened();
  return proveLogged(logRelease(world, by, of), world);
};

/** Proves a release of an agency to which something happened before; no rule is checked. */
function afterwards(happen: (world: ReturnType<typeof opened>) => void, by: readonly Signer[]): ReleaseProof {
  const world = opened();
  happen(world);
  world.pass(1, 200);
  return proveLogged(logRelease(world, by), world);
}

/** Proves a release of an agency that made a change after it. */
function followed(change: (release: number) => Change, by: readonly Signer[]): string {
  const world = opened();
  world.pass(3);
  const release = logRelease(world, [one, two]);
  world.pass(9);
  world.apply(change(release.index), by);
  return formatReleaseProof(proveLogged(release, world));
}

/** Two keys were revoked by a reset; their lines are exchanged. */
function unsorted(): string {
  const parsed = parseTlogProof(followed(() => ({ kind: 'key-reset', algorithm: 'ed25519', public: base64(other.spki) }), [other]));
  const text = Buffer.from(parsed.extra!).toString('latin1');
  return formatTlogProof({ ...parsed, extra: Buffer.from(text.replace(/(until 1 .*\n)(until 2 .*\n)/, '$2$1'), 'latin1') });
}

/** Exchanges a key of the state that has not signed. */
const strangersKey = (): string => {
  const plain = logged([one, two]);
  const { fingerprint, spki } = other;
  const keys = plain.state.keys.map((key, at) => (at === 2 ? { ...key, fingerprint, spki: base64(spki) } : key));
  return formatReleaseProof({ ...plain, state: { ...plain.state, keys } });
};

const proofs: Cases = {
  'valid': ['ok', file],
  'valid-revoked-from-later-on': ['ok', followed((index) => ({ kind: 'key-revoke', key: two.fingerprint, from: index + 1 }), [one, three])],
  'valid-renamed-since': ['ok', followed(() => ({ kind: 'transfer', from: 'sante', to: 'soins' }), [one, two])],
  'valid-reset-since': ['ok', followed(() => ({ kind: 'key-reset', algorithm: 'ed25519', public: base64(other.spki) }), [other])],
  'valid-key-since': ['ok', followed(() => addition(other), [one, two, other])],
  'valid-runner-since': ['ok', followed(() => addition(ciKey, runner), [one, two, ciKey])],
  'valid-without-later-state': ['ok', formatReleaseProof(logged([one, two]))],
  'empty': ['proof-malformed', ''],
  'no-evidence': ['proof-malformed', file.replace(/extra .*\n/, '')],
  'later-version': proofBad(lines.replace('proof/1', 'proof/2')),
  'no-empty-line': ['proof-malformed', formatTlogProof({ ...parseTlogProof(file), extra: Buffer.from(lines) })],
  'line-unknown': proofBad(`${lines}note x\n`),
  'line-doubled': proofBad(lines.replace(/(statement .*\n)/, '$1$1')),
  'line-missing': proofBad(lines.replace(/statement .*\n/, '')),
  'two-spaces': proofBad(lines.replace('release ', 'release  ')),
  'carriage-returns': proofBad(lines.replaceAll('\n', '\r\n')),
  'number-with-zero': proofBad(lines.replace('\nstate ', '\nstate 0')),
  'statement-in-other-order': proofBad(lines.replace('contract vectors', 'vectors contract')),
  'statement-of-more': proofBad(lines.replace('contract vectors', 'contract licence')),
  'bytes-less': proofBad(lines, bytes.slice(0, -1)),
  'bytes-more': proofBad(lines, `${bytes}x`),
  'version-short': ['leaf-malformed', withExtra(lines.replace('triage 1.2.0', 'triage 1.2'))],
  'threshold-zero': ['state-malformed', withExtra(lines.replace(/\nstate (\d+) \d+/, '\nstate $1 0'))],
  'key-words-in-other-order': proofBad(lines.replace(/ci triage expires (\d+)/, 'expires $1 ci triage')),
  'key-ci-without-names': ['state-malformed', withExtra(lines.replace(/ci triage expires \d+/, 'ci'))],
  'key-until-twice': proofBad(lines.replace(/\nkey (\d+)/, '\nkey $1 until 9 until 9')),
  'signatures-none': proofBad(lines.replaceAll('\nsigner ', '\nkey ')),
  'contract-none': ['envelope-mismatch', changed({ contract: null })],
  'manifest-of-another': ['envelope-mismatch', changed({ manifest: D })],
  'signature-less': ['envelope-mismatch', changed({ signatures: proof.signatures.slice(1) })],
  'signatures-swapped': [
    'envelope-mismatch',
    changed({ signatures: [{ ...first!, signature: second!.signature }, { ...second!, signature: first!.signature }] }),
  ],
  'signature-of-another-text': ['signature-invalid', formatReleaseProof(logged([one, { ...two, sign: (bytes) => two.sign(bytes.subarray(1)) }]))],
  'signer-revoked-before': ['signer-revoked', formatReleaseProof(afterwards((world) => world.apply({ kind: 'key-revoke', key: three.fingerprint, from: null }, [one, two]), [one, three]))],
  'signer-revoked-since': ['signer-revoked', followed((index) => ({ kind: 'key-revoke', key: two.fingerprint, from: index }), [one, three])],
  'signer-expired': ['signer-expired', formatReleaseProof(afterwards((world) => world.apply(addition(ciKey, { ...runner, expires: 1_790_000_100 }), [one, two, ciKey]), [one, ciKey]))],
  'signer-of-other-names': ['signer-not-allowed', formatReleaseProof(afterwards((world) => world.apply(addition(ciKey, { ...runner, names: ['autre'] }), [one, two, ciKey]), [one, ciKey]))],
  'signatures-too-few': ['threshold-unmet', formatReleaseProof(logged([three]))],
  'another-release': ['release-mismatch', formatReleaseProof(logged([one, two], { ...STATEMENT, version: '1.2.1' }))],
  'another-agency': ['inclusion-invalid', withExtra(lines.replace('release sante/', 'release justice/'))],
  'another-time': ['inclusion-invalid', withExtra(lines.replace(/triage 1\.2\.0 \d/, 'triage 1.2.0 2'))],
  'older-state': ['state-mismatch', changed({ state: { ...proof.state, threshold: 1 } })],
  'key-of-a-stranger': ['state-mismatch', strangersKey()],
  'path-cut': ['inclusion-invalid', withPath((hashes) => hashes.slice(1))],
  'path-reversed': ['inclusion-invalid', withPath((hashes) => hashes.toReversed())],
  'current-not-in-tree': ['inclusion-invalid', withExtra(lines, flipped(bytes, bytes.length - 1))],
  'current-without-state': proofBad(lines.slice(0, lines.lastIndexOf('state '))),
  'current-of-another-kind': proofBad(lines.replace(' agency-policy ', ' yank ')),
  'current-is-the-release': ['inclusion-invalid', withExtra(lines.replace(/\ncurrent \d+/, `\ncurrent ${proof.index}`))],
  'current-outside': ['tree-range', withExtra(lines.replace(/\ncurrent \d+/, '\ncurrent 999'))],
  'current-state-of-another': ['inclusion-invalid', withExtra(lines.replace(/state \d+ (\d+ \d+)\n$/, 'state 7 $1\n'))],
  'current-until-none': proofBad(lines.replace(/(current .*\nstate .*\n)/, '$1until 1 none\n')),
  'current-until-unsorted': ['proof-malformed', unsorted()],
  'current-agency-of-before': proofBad(lines.replace(/(current .*\n)/, '$1agency sante\n')),
  'current-until-of-no-key': proofBad(lines.replace(/(current .*\nstate .*\n)/, '$1until 9 2\n')),
  'tree-of-another-size': ['note-signature-invalid', formatReleaseProof(logged([one, two])).replace(/\nforge\.example\/log\n\d+\n/, '\nforge.example/log\n12\n')],
};

const folder = join(import.meta.dirname, 'release-proofs');
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);
for (const [name, [code, text]] of Object.entries(proofs)) writeFileSync(join(folder, name), `# expect ${code}\n${text}`);

// The example of README.md and of docs/verify-by-hand: a folder, the list of its files, and the proof of the release.
const example = join(import.meta.dirname, 'example');
const sha256 = (bytes: string) => createHash('sha256').update(bytes).digest('hex');
const manifest = 'schemaVersion: 1\nname: sante/triage\nversion: 1.2.0\n';
const files = { 'algorithm.yaml': manifest, 'data/قانون.json': '{}\n', 'index.js': 'export default () => 42;\n' };
rmSync(example, { recursive: true, force: true });
for (const [path, content] of Object.entries(files)) {
  mkdirSync(join(example, 'files', path, '..'), { recursive: true });
  writeFileSync(join(example, 'files', path), content);
}
const fileList = Object.entries(files)
  .map(([path, content]) => `${sha256(content)} ${Buffer.byteLength(content)} ${path}\n`)
  .join('');
const claim = { ...STATEMENT, release: `sha256:${sha256(fileList)}`, manifest: `sha256:${sha256(manifest)}`, vectors: null };
const ministry = opened();
ministry.pass(20);
const published = logRelease(ministry, [one, two], claim);
ministry.pass(30);
ministry.apply({ kind: 'key-revoke', key: three.fingerprint, from: null }, [one, two]);
writeFileSync(join(example, 'files.txt'), fileList);
writeFileSync(join(example, 'release.tlog-proof'), formatReleaseProof(proveLogged(published, ministry)));
