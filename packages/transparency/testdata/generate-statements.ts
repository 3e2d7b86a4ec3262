// Writes leaves/, states/, envelopes/, changes/ and release-proofs/:
// node --conditions=@national-forge/source testdata/generate-statements.ts
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import {
  formatChange,
  formatEnvelope,
  formatLeaf,
  formatReleaseProof,
  formatState,
  formatTlogProof,
  parseTlogProof,
  signEnvelope,
  type ReleaseProof,
} from '../src/index.ts';
import { addition, agencyWithKeys } from '../src/testing/agency-log.ts';
import { fixedKey } from '../src/testing/fixed-key.ts';
import { logRelease, proveLogged, STATEMENT } from '../src/testing/release-log.ts';

type Bytes = string | Uint8Array;
type Cases = Readonly<Record<string, readonly [code: string, bytes: Bytes]>>;

const D = `sha256:${createHash('sha256').update('{}').digest('hex')}`;
const utf8 = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const raw = (...parts: Bytes[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));
const bad = (text: string) => ['leaf-malformed', text] as const;

const yank = utf8(formatLeaf({ kind: 'yank', time: 1_790_000_000, name: 'sante/triage', version: '1.0.0', actor: 'Kx3_f0', detail: D }));
const ciKey = fixedKey(9);
const spki = Buffer.from(ciKey.spki).toString('base64');
const keyAdd = utf8(
  formatLeaf({
    kind: 'key-add', time: 1_790_000_000, agency: 'sante', key: ciKey.fingerprint, algorithm: 'ed25519', public: spki,
    use: 'ci', names: ['autre', 'triage'], expires: 1_800_000_000, envelope: D, state: D, actor: 'Kx3_f0',
  }),
);
const transfer = utf8(formatLeaf({ kind: 'transfer', time: 1, from: 'sante', to: 'justice', envelope: D, state: D, actor: 'operator', detail: D }));

const leaves: Cases = {
  'valid-yank': ['ok', yank],
  'valid-key-add': ['ok', keyAdd],
  'valid-rename': ['ok', transfer],
  'empty': bad(''),
  'first-line-only': bad('nforge-leaf/1 yank\n'),
  'last-line-feed-missing': bad(yank.slice(0, -1)),
  'empty-line-at-end': bad(`${yank}\n`),
  'empty-line-inside': bad(yank.replace('\nname', '\n\nname')),
  'carriage-returns': bad(yank.replaceAll('\n', '\r\n')),
  'byte-order-mark': bad(`\ufeff${yank}`),
  'malformed-utf-8': ['leaf-malformed', raw(yank.slice(0, -1), Uint8Array.of(0xff), '\n')],
  'line-missing': bad(yank.replace(/version .*\n/, '')),
  'line-doubled': bad(yank.replace(/(version .*\n)/, '$1$1')),
  'line-unknown': bad(yank.replace('actor', 'note x\nactor')),
  'lines-swapped': bad(yank.replace(/(name .*\n)(version .*\n)/, '$2$1')),
  'field-in-capitals': bad(yank.replace('\nname', '\nName')),
  'two-spaces': bad(yank.replace('name ', 'name  ')),
  'space-at-end': bad(yank.replace('1.0.0\n', '1.0.0 \n')),
  'tab-for-space': bad(yank.replace('name ', 'name\t')),
  'no-break-space': bad(yank.replace('name ', 'name\u00a0')),
  'value-missing': bad(yank.replace(/actor .*\n/, 'actor \n')),
  'time-with-zero': bad(yank.replace('time 1', 'time 01')),
  'time-negative': bad(yank.replace('time 1', 'time -1')),
  'time-with-fraction': bad(yank.replace('1790000000', '1790000000.0')),
  'time-as-exponent': bad(yank.replace('1790000000', '1e9')),
  'time-in-arabic-digits': bad(yank.replace('1790000000', '١٧٩')),
  'time-after-9999': bad(yank.replace('1790000000', '253402300800')),
  'time-unsafe': bad(yank.replace('1790000000', '9007199254740993')),
  'name-without-agency': bad(yank.replace('sante/triage', 'triage')),
  'name-in-capitals': bad(yank.replace('sante', 'Sante')),
  'name-with-homograph': bad(yank.replace('sante', 's\u0430nte')),
  'name-too-long': bad(yank.replace('triage', 'x'.repeat(65))),
  'name-climbing': bad(yank.replace('sante/triage', 'sante/../x')),
  'version-with-build': bad(yank.replace('1.0.0', '1.0.0+1')),
  'version-with-v': bad(yank.replace('1.0.0', 'v1.0.0')),
  'version-with-zeros': bad(yank.replace('1.0.0', '1.00.0')),
  'version-short': bad(yank.replace('1.0.0', '1.0')),
  'digest-in-capitals': bad(yank.replace(D, D.toUpperCase())),
  'digest-without-prefix': bad(yank.replace('sha256:', '')),
  'digest-of-another-kind': bad(yank.replace('sha256:', 'sha512:')),
  'digest-short': bad(yank.replace(D, D.slice(0, -1))),
  'actor-with-name': bad(yank.replace('Kx3_f0', 'Fatima Zahra')),
  'actor-too-long': bad(yank.replace('Kx3_f0', 'x'.repeat(65))),
  'too-large': bad(yank.replace('Kx3_f0', 'x'.repeat(8192))),
  'none-where-required': bad(yank.replace('1.0.0', 'none')),
  'version-of-tomorrow': ['leaf-unsupported', yank.replace('leaf/1', 'leaf/2')],
  'kind-of-tomorrow': ['leaf-unsupported', yank.replace(' yank', ' suspend')],
  'kind-of-prototype': ['leaf-unsupported', yank.replace(' yank', ' constructor')],
  'kind-in-capitals': bad(yank.replace(' yank', ' YANK')),
  'version-with-zero': bad(yank.replace('leaf/1', 'leaf/01')),
  'another-format': bad(yank.replace('nforge-leaf', 'other-leaf')),
  'key-use-unknown': bad(keyAdd.replace('use ci', 'use root')),
  'key-algorithm-unknown': bad(keyAdd.replace('ed25519', 'rsa')),
  'key-names-none-in-list': bad(keyAdd.replace('autre,triage', 'autre,none')),
  'key-names-unsorted': bad(keyAdd.replace('autre,triage', 'triage,autre')),
  'key-names-doubled': bad(keyAdd.replace('autre,triage', 'triage,triage')),
  'key-names-empty': bad(keyAdd.replace('autre,triage', '')),
  'key-names-with-agency': bad(keyAdd.replace('autre,triage', 'sante/triage')),
  'key-ci-without-expiry': bad(keyAdd.replace('expires 1800000000', 'expires none')),
  'key-agency-with-names': bad(keyAdd.replace('use ci', 'use agency')),
  'key-public-not-canonical': bad(keyAdd.replace(spki, spki.replace(/.=$/, (end) => `${String.fromCharCode(end.charCodeAt(0) + 1)}=`))),
  'key-public-unpadded': bad(keyAdd.replace(spki, spki.replace(/=$/, ''))),
  'key-public-url-alphabet': bad(keyAdd.replace(spki, '_-__')),
  'transfer-of-unlike': bad(transfer.replace('to justice', 'to justice/triage')),
  'transfer-to-itself': bad(transfer.replace('to justice', 'to sante')),
};

const log = agencyWithKeys([fixedKey(1), fixedKey(2), fixedKey(3)], 2);
log.apply(addition(ciKey, { use: 'ci', names: ['triage'], expires: 1_800_000_000 }), [fixedKey(1), fixedKey(2), ciKey]);
const state = utf8(formatState(log.state()));
const stateBad = (text: string) => ['state-malformed', text] as const;
const [firstKey = '', secondKey = ''] = state.split('\n').slice(5);

const states: Cases = {
  'valid': ['ok', state],
  'valid-without-keys': ['ok', 'nforge-agency-state/1 sante\nepoch 0\nthreshold 1\nleaf 1\nprevious none\n'],
  'empty': stateBad(''),
  'last-line-feed-missing': stateBad(state.slice(0, -1)),
  'empty-line-at-end': stateBad(`${state}\n`),
  'carriage-returns': stateBad(state.replaceAll('\n', '\r\n')),
  'later-version': stateBad(state.replace('state/1', 'state/2')),
  'threshold-zero': stateBad(state.replace('threshold 2', 'threshold 0')),
  'threshold-above-fifteen': stateBad(state.replace('threshold 2', 'threshold 16')),
  'threshold-missing': stateBad(state.replace('threshold 2\n', '')),
  'lines-swapped': stateBad(state.replace(/(epoch .*\n)(threshold .*\n)/, '$2$1')),
  'epoch-negative': stateBad(state.replace('epoch 0', 'epoch -1')),
  'previous-of-itself': stateBad(state.replace(/previous .*/, (line) => line.replace(/\d+/, '6'))),
  'key-doubled': stateBad(state.replace(firstKey, `${firstKey}\n${firstKey}`)),
  'key-added-again': stateBad(state.replace(secondKey, firstKey.replace(/ agency \d+/, / agency \d+/.exec(secondKey)![0]))),
  'keys-out-of-order': stateBad(state.replace(`${firstKey}\n${secondKey}`, `${secondKey}\n${firstKey}`)),
  'key-of-the-future': stateBad(state.replace(/ ci \d+ none/, ' ci 900 none')),
  'key-revoked-before-it-was-added': stateBad(state.replace(/ ci (\d+) none/, ' ci $1 1')),
  'key-fingerprint-of-another': stateBad(state.replace(fixedKey(1).fingerprint, fixedKey(7).fingerprint)),
  'key-ci-without-expiry': stateBad(state.replace('1800000000', 'none')),
  'key-agency-with-names': stateBad(state.replace(firstKey, firstKey.replace('*', 'triage'))),
  'key-names-none': stateBad(state.replace('triage', 'none')),
  'key-two-spaces': stateBad(state.replace('key sha', 'key  sha')),
  'key-word-more': stateBad(state.replace(firstKey, `${firstKey} x`)),
  'key-use-unknown': stateBad(state.replace(' ci ', ' admin ')),
  'key-public-not-canonical': stateBad(state.replace(firstKey, `${firstKey}=`)),
  'agency-climbing': stateBad(state.replace('/1 sante', '/1 ../sante')),
  'keys-without-end': stateBad(state + `${firstKey}\n`.repeat(600)),
};

const statement = { payloadType: 'application/vnd.in-toto+json', payload: Buffer.from('{}') };
const envelope = utf8(formatEnvelope(signEnvelope(statement, [fixedKey(1), fixedKey(2)])));
const envelopeBad = (text: string) => ['envelope-malformed', text] as const;
const list = /"signatures":\[(\{.*?\}),(\{.*?\})\]/.exec(envelope)!;

const envelopes: Cases = {
  'valid': ['ok', envelope],
  'empty': envelopeBad(''),
  'null': envelopeBad('null'),
  'list': envelopeBad('[]'),
  'cut': envelopeBad(envelope.slice(0, -1)),
  'line-feed-at-end': envelopeBad(`${envelope}\n`),
  'byte-order-mark': envelopeBad(`\ufeff${envelope}`),
  'spaces': envelopeBad(JSON.stringify(JSON.parse(envelope), undefined, 1)),
  'other-order': envelopeBad(envelope.replace(/("payload":"[^"]*"),("payloadType":"[^"]*")/, '$2,$1')),
  'payload-doubled': envelopeBad(envelope.replace('{"payload"', '{"payload":"e30=","payload"')),
  'member-more': envelopeBad(envelope.replace('{"payload"', '{"note":1,"payload"')),
  'prototype': envelopeBad(envelope.replace('{"payload"', '{"__proto__":{"payloadType":"x"},"payload"')),
  'member-more-in-signature': envelopeBad(envelope.replace('{"keyid"', '{"cert":"","keyid"')),
  'escape-in-type': envelopeBad(envelope.replace('application/', String.raw`application\/`)),
  'type-with-space': envelopeBad(envelope.replace('application/', 'application /')),
  'type-empty': envelopeBad(envelope.replace('application/vnd.in-toto+json', '')),
  'signatures-none': envelopeBad(envelope.replace(/\[.*\]/, '[]')),
  'signatures-missing': envelopeBad(envelope.replace(/,"signatures".*/, '}')),
  'signatures-no-list': envelopeBad(envelope.replace(/\[(\{.*?\}),.*\]/, '$1')),
  'signatures-unsorted': envelopeBad(envelope.replace(list[0], `"signatures":[${list[2]},${list[1]}]`)),
  'signatures-doubled': envelopeBad(envelope.replace(list[0], `"signatures":[${list[1]},${list[1]}]`)),
  'signatures-without-end': envelopeBad(envelope.replace(list[0], `"signatures":[${Array(500).fill(list[1]).join(',')}]`)),
  'signature-null': envelopeBad(envelope.replace(list[2]!, 'null')),
  'signature-empty': envelopeBad(envelope.replace(/"sig":"[^"]*"/, '"sig":""')),
  'signature-unpadded': envelopeBad(envelope.replace('=="}', '"}')),
  'signature-url-alphabet': envelopeBad(envelope.replace(/"sig":"[^"]*"/, '"sig":"_-__"')),
  'keyid-in-capitals': envelopeBad(envelope.replace(/sha256:[0-9a-f]{64}/, (digest) => `sha256:${digest.slice(7).toUpperCase()}`)),
  'keyid-missing': envelopeBad(envelope.replace(/"keyid":"[^"]*",/, '')),
  'payload-number': envelopeBad(envelope.replace('"e30="', '1')),
  'depth-without-end': envelopeBad('{"payload":'.repeat(10_000)),
};

const added = addition(ciKey, { use: 'ci', names: ['autre', 'triage'], expires: 1_800_000_000 });
const change = utf8(formatChange({ origin: 'forge.example/log', agency: 'sante', previous: D, change: added }));
const revoke = utf8(formatChange({ origin: 'forge.example/log', agency: 'sante', previous: D, change: { kind: 'key-revoke', key: D, from: null } }));
const changeBad = (text: string) => ['change-malformed', text] as const;

const changes: Cases = {
  'valid-key-add': ['ok', change],
  'valid-key-revoke': ['ok', revoke],
  'empty': changeBad(''),
  'null': changeBad('null'),
  'change-null': changeBad(revoke.replace(/"change":\{.*?\}/, '"change":null')),
  'change-list': changeBad(revoke.replace(/"change":\{.*?\}/, '"change":[]')),
  'change-text': changeBad(revoke.replace(/"change":\{.*?\}/, '"change":"key-revoke"')),
  'spaces': changeBad(JSON.stringify(JSON.parse(revoke), undefined, 1)),
  'member-more': changeBad(revoke.replace('"origin"', '"note":1,"origin"')),
  'member-more-in-change': changeBad(revoke.replace('"from"', '"force":true,"from"')),
  'member-doubled': changeBad(revoke.replace('"origin"', '"origin":"x","origin"')),
  'prototype': changeBad(revoke.replace('{"agency"', '{"__proto__":{},"agency"')),
  'kind-unknown': changeBad(revoke.replace('key-revoke', 'key-steal')),
  'kind-of-prototype': changeBad(revoke.replace('key-revoke', 'toString')),
  'kind-list': changeBad(revoke.replace('"key-revoke"', '["key-revoke"]')),
  'kind-missing': changeBad(revoke.replace('"kind":"key-revoke"', '"kinds":"key-revoke"')),
  'origin-with-space': changeBad(revoke.replace('forge.example', 'forge example')),
  'previous-null': changeBad(revoke.replace(/"previous":"[^"]*"/, '"previous":null')),
  'from-text': changeBad(revoke.replace('"from":null', '"from":"none"')),
  'from-negative': changeBad(revoke.replace('"from":null', '"from":-1')),
  'from-fraction': changeBad(revoke.replace('"from":null', '"from":1.5')),
  'from-unsafe': changeBad(revoke.replace('"from":null', '"from":9007199254740993')),
  'from-missing': changeBad(revoke.replace('"from":null,', '')),
  'expires-text': changeBad(change.replace('1800000000', '"1800000000"')),
  'expires-null-for-ci': changeBad(change.replace('1800000000', 'null')),
  'names-text': changeBad(change.replace('["autre","triage"]', '"autre,triage"')),
  'names-joined': changeBad(change.replace('["autre","triage"]', '["autre,triage"]')),
  'names-nested': changeBad(change.replace('["autre","triage"]', '[["autre"],"triage"]')),
  'names-none': changeBad(change.replace('["autre","triage"]', '["none"]')),
  'names-empty': changeBad(change.replace('["autre","triage"]', '[]')),
  'names-unsorted': changeBad(change.replace('["autre","triage"]', '["triage","autre"]')),
  'names-for-agency': changeBad(change.replace('"use":"ci"', '"use":"agency"')),
  'public-unpadded': changeBad(change.replace('="', '"')),
  'threshold-zero': changeBad(revoke.replace(/"change":\{.*?\}/, '"change":{"kind":"agency-policy","threshold":0}')),
  'transfer-of-unlike': changeBad(revoke.replace(/"change":\{.*?\}/, '"change":{"from":"sante","kind":"transfer","to":"a/b"}')),
};

const other = fixedKey(66);
const release = logRelease(log, [fixedKey(1), ciKey]);
log.pass(5);
log.apply({ kind: 'agency-policy', threshold: 1 }, [fixedKey(1), fixedKey(2)]);
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
  const parsed = parseTlogProof(formatReleaseProof(logged([fixedKey(1), fixedKey(2)])));
  return formatTlogProof({ ...parsed, hashes: edit(parsed.hashes) });
};
const logged = (by: Parameters<typeof logRelease>[1], of = STATEMENT): ReleaseProof => {
  const world = agencyWithKeys([fixedKey(1), fixedKey(2), fixedKey(3)], 2);
  return proveLogged(logRelease(world, by, of), world);
};

/** Exchanges a key of the state that has not signed. */
const strangersKey = (): string => {
  const plain = logged([fixedKey(1), fixedKey(2)]);
  const { fingerprint, spki } = other;
  const keys = plain.state.keys.map((key, at) => (at === 2 ? { ...key, fingerprint, spki: Buffer.from(spki).toString('base64') } : key));
  return formatReleaseProof({ ...plain, state: { ...plain.state, keys } });
};

const proofs: Cases = {
  'valid': ['ok', file],
  'valid-without-later-state': ['ok', formatReleaseProof(logged([fixedKey(1), fixedKey(2)]))],
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
  'signatures-too-few': ['threshold-unmet', formatReleaseProof(logged([fixedKey(3)]))],
  'another-release': ['release-mismatch', formatReleaseProof(logged([fixedKey(1), fixedKey(2)], { ...STATEMENT, version: '1.2.1' }))],
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
  'current-state-of-another': ['state-mismatch', withExtra(lines.replace(/state \d+ (\d+ \d+)\n$/, 'state 7 $1\n'))],
  'current-with-empty-change': proofBad(lines.replace(/(current .*\nstate .*\n)/, '$1until 1 none\n')),
  'current-until-of-no-key': proofBad(lines.replace(/(current .*\nstate .*\n)/, '$1until 9 2\n')),
  'tree-of-another-size': ['note-signature-invalid', formatReleaseProof(logged([fixedKey(1), fixedKey(2)])).replace(/\nforge\.example\/log\n\d+\n/, '\nforge.example/log\n12\n')],
};

for (const [folder, cases] of Object.entries({ leaves, states, envelopes, changes, 'release-proofs': proofs })) {
  const path = join(import.meta.dirname, folder);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path);
  for (const [name, [code, bytes]] of Object.entries(cases)) {
    writeFileSync(join(path, name), raw(`# expect ${code}\n`, bytes));
  }
}

// The example of README.md and of docs/verify-by-hand: a folder, the list of its files, and the proof of the release.
const example = join(import.meta.dirname, 'example');
const sha256 = (bytes: Bytes) => createHash('sha256').update(bytes).digest('hex');
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
const ministry = agencyWithKeys([fixedKey(1), fixedKey(2), fixedKey(3)], 2);
ministry.pass(20);
const published = logRelease(ministry, [fixedKey(1), fixedKey(2)], claim);
ministry.pass(30);
ministry.apply({ kind: 'key-revoke', key: fixedKey(3).fingerprint, from: null }, [fixedKey(1), fixedKey(2)]);
writeFileSync(join(example, 'files.txt'), fileList);
writeFileSync(join(example, 'release.tlog-proof'), formatReleaseProof(proveLogged(published, ministry)));
