// Writes leaves/, states/, envelopes/ and changes/:
// node --conditions=@national-forge/source testdata/generate-statements.ts
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { formatChange, formatEnvelope, formatLeaf, formatState, signEnvelope } from '../src/index.ts';
import { addition, agencyWithKeys } from '../src/testing/agency-log.ts';
import { fixedKey } from '../src/testing/fixed-key.ts';

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

for (const [folder, cases] of Object.entries({ leaves, states, envelopes, changes })) {
  const path = join(import.meta.dirname, folder);
  rmSync(path, { recursive: true, force: true });
  mkdirSync(path);
  for (const [name, [code, bytes]] of Object.entries(cases)) {
    writeFileSync(join(path, name), raw(`# expect ${code}\n`, bytes));
  }
}
