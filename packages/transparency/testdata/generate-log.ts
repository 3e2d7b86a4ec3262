// Writes the files of notes/, checkpoints/, proofs/ and tiles/: node --conditions=@national-forge/source testdata/generate-log.ts
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { FIXED_ORIGIN, fixedSigner } from '../src/testing/fixed-log.ts';
import { leafOf, memoryLogOf } from '../src/testing/memory-log.ts';
import { formatNote, proveInclusion, treeRoot } from '../src/index.ts';

type Bytes = string | Uint8Array;
type Cases = Readonly<Record<string, readonly [code: string, bytes: Bytes]>>;

const signer = fixedSigner();
const other = fixedSigner('other.example/log', 9);
const impostor = fixedSigner(FIXED_ORIGIN, 9);

/** A signature line over any bytes, whatever rules they break. */
function line(text: Bytes, by = signer, name = by.name): string {
  const id = Buffer.alloc(4);
  id.writeUInt32BE(by.id);
  return `— ${name} ${Buffer.concat([id, by.sign(Buffer.from(text))]).toString('base64')}\n`;
}
const signed = (text: string) => `${text}\n${line(text)}`;
const raw = (...parts: Bytes[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));

const text = 'forge.example/log\nالسجل العمومي\n';
const good = signed(text);
const base64 = /([A-Za-z0-9+/=]+)\n$/.exec(good)![1]!;
const withBase64 = (value: string) => good.replace(base64, value);
const bytes = Buffer.from(base64, 'base64');
const changed = Buffer.from(bytes).fill(bytes[9]! ^ 1, 9, 10).toString('base64');

const notes: Cases = {
  'valid': ['ok', good],
  'valid-with-unknown-signatures': ['ok', `${text}\n${line(text, other)}${line(text)}${line(text, impostor)}`],
  'valid-empty-lines-in-text': ['ok', signed('a\n\n\nb\n\n')],
  'valid-signed-twice': ['ok', good + line(text)],
  'valid-hundred-signatures': ['ok', good + line(text, other).repeat(99)],
  'empty': ['note-malformed', ''],
  'text-only': ['note-malformed', text],
  'no-signature-line': ['note-malformed', `${text}\n`],
  'no-empty-line': ['note-malformed', good.replace('\n\n', '\n')],
  'no-text': ['note-malformed', `\n${line('')}`],
  'last-line-feed-missing': ['note-malformed', good.slice(0, -1)],
  'empty-line-at-end': ['note-malformed', `${good}\n`],
  'text-after-signatures': ['note-malformed', `${good}more\n`],
  'carriage-returns': ['note-malformed', good.replaceAll('\n', '\r\n')],
  'carriage-return-in-text': ['note-malformed', signed('a\r\n')],
  'tab-in-text': ['note-malformed', signed('a\tb\n')],
  'nul-in-text': ['note-malformed', signed('a\0b\n')],
  'escape-in-text': ['note-malformed', signed('\u001b[2J\n')],
  'malformed-utf-8': ['note-malformed', raw('a', Uint8Array.of(0xff), '\n\n', line(raw('a', Uint8Array.of(0xff), '\n')))],
  'overlong-utf-8': ['note-malformed', raw('a', Uint8Array.of(0xc0, 0x8a), '\n\n', line('a\n'))],
  'surrogate-in-utf-8': ['note-malformed', raw('a', Uint8Array.of(0xed, 0xa0, 0x80), '\n\n', line('a\n'))],
  'hyphen-for-em-dash': ['note-malformed', good.replace('— ', '- ')],
  'en-dash-for-em-dash': ['note-malformed', good.replace('— ', '– ')],
  'two-spaces': ['note-malformed', good.replace('— ', '—  ')],
  'no-break-space': ['note-malformed', good.replace('— ', '—\u00a0')],
  'space-at-end-of-line': ['note-malformed', `${good.slice(0, -1)} \n`],
  'space-before-dash': ['note-malformed', good.replace('— ', ' — ')],
  'name-with-plus': ['note-malformed', `${text}\n${line(text, signer, 'forge+example')}`],
  'name-with-no-break-space': ['note-malformed', `${text}\n${line(text, signer, 'forge\u00a0example')}`],
  'name-with-next-line': ['note-malformed', `${text}\n${line(text, signer, 'forge\u0085example')}`],
  'name-with-line-separator': ['note-malformed', `${text}\n${line(text, signer, 'forge\u2028example')}`],
  'name-with-control-character': ['note-malformed', `${text}\n${line(text, signer, 'forge\u0001example')}`],
  'name-empty': ['note-malformed', `${text}\n${line(text, signer, '')}`],
  'base64-url-alphabet': ['note-malformed', withBase64(bytes.toString('base64url'))],
  'base64-without-padding': ['note-malformed', withBase64(base64.replaceAll('=', ''))],
  'base64-unused-bits-set': ['note-malformed', withBase64(`${bytes.subarray(0, 67).toString('base64').slice(0, -2)}B=`)],
  'base64-with-more-padding': ['note-malformed', withBase64(`${base64}=`)],
  'base64-empty': ['note-malformed', withBase64('')],
  'signature-of-no-bytes': ['note-malformed', withBase64(bytes.subarray(0, 4).toString('base64'))],
  'signature-cut': ['note-signature-invalid', withBase64(bytes.subarray(0, 67).toString('base64'))],
  'signature-longer': ['note-signature-invalid', withBase64(raw(bytes, Uint8Array.of(0)).toString('base64'))],
  'signature-changed': ['note-signature-invalid', withBase64(changed)],
  'signature-zero': ['note-signature-invalid', withBase64(raw(bytes.subarray(0, 4), new Uint8Array(64)).toString('base64'))],
  'good-and-bad-signature': ['note-signature-invalid', good + line(`${text}!`)],
  'bad-and-good-signature': ['note-signature-invalid', `${text}\n${line(`${text}!`)}${line(text)}`],
  'text-changed': ['note-signature-invalid', good.replace('العمومي', 'العمومى')],
  'text-with-byte-order-mark': ['note-signature-invalid', `\ufeff${good}`],
  'signed-without-last-line-feed': ['note-signature-invalid', `${text}\n${line(text.slice(0, -1))}`],
  'signed-with-empty-line': ['note-signature-invalid', `${text}\n${line(`${text}\n`)}`],
  'signed-by-another-log': ['note-unsigned', `${text}\n${line(text, other)}`],
  'signed-by-another-key-of-this-name': ['note-unsigned', `${text}\n${line(text, impostor)}`],
  'signed-under-another-name': ['note-unsigned', `${text}\n${line(text, signer, 'forge.example/lοg')}`],
  'signed-note-as-text-of-another': ['note-unsigned', `${good}\n${line(good, other)}`],
  'hundred-and-one-signatures': ['note-malformed', good + line(text, other).repeat(100)],
};

const log = memoryLogOf(8);
const rootBytes = Buffer.from(treeRoot(8, log.read));
const root = rootBytes.toString('base64');
const note = (size: string, hash: string, more = '') => signed(`${FIXED_ORIGIN}\n${size}\n${hash}\n${more}`);
const nothing = createHash('sha256').digest('base64');

const checkpoints: Cases = {
  'valid': ['ok', note('8', root)],
  'valid-empty-tree': ['ok', note('0', nothing)],
  'valid-extension': ['ok', note('8', root, 'extension of another log\n')],
  'valid-largest-size': ['ok', note('9007199254740991', root)],
  'size-with-leading-zero': ['checkpoint-malformed', note('08', root)],
  'size-with-plus': ['checkpoint-malformed', note('+8', root)],
  'size-negative': ['checkpoint-malformed', note('-8', root)],
  'size-negative-zero': ['checkpoint-malformed', note('-0', nothing)],
  'size-hexadecimal': ['checkpoint-malformed', note('0x8', root)],
  'size-exponent': ['checkpoint-malformed', note('1e3', root)],
  'size-fraction': ['checkpoint-malformed', note('8.0', root)],
  'size-arabic-digit': ['checkpoint-malformed', note('٨', root)],
  'size-space': ['checkpoint-malformed', note('8 ', root)],
  'size-empty': ['checkpoint-malformed', note('', root)],
  'size-not-exact': ['checkpoint-malformed', note('9007199254740992', root)],
  'size-not-exact-by-rounding': ['checkpoint-malformed', note('9007199254740993', root)],
  'size-endless': ['checkpoint-malformed', note('9'.repeat(5000), root)],
  'root-31-bytes': ['checkpoint-malformed', note('8', rootBytes.subarray(1).toString('base64'))],
  'root-33-bytes': ['checkpoint-malformed', note('8', raw(rootBytes, 'x').toString('base64'))],
  'root-hexadecimal': ['checkpoint-malformed', note('8', rootBytes.toString('hex'))],
  'root-without-padding': ['checkpoint-malformed', note('8', root.slice(0, -1))],
  'root-unused-bits-set': ['checkpoint-malformed', note('8', `${root.slice(0, -2)}${nextLetter(root.at(-2)!)}=`)],
  'root-url-alphabet': ['checkpoint-malformed', note('8', Buffer.alloc(32, 0xfb).toString('base64url').concat('='))],
  'root-space': ['checkpoint-malformed', note('8', `${root} `)],
  'root-missing': ['checkpoint-malformed', signed(`${FIXED_ORIGIN}\n8\n`)],
  'size-missing': ['checkpoint-malformed', signed(`${FIXED_ORIGIN}\n${root}\n`)],
  'origin-only': ['checkpoint-malformed', signed(`${FIXED_ORIGIN}\n`)],
  'origin-empty': ['checkpoint-malformed', signed(`\n8\n${root}\n`)],
  'extension-empty': ['checkpoint-malformed', note('8', root, '\n')],
  'extension-empty-between': ['checkpoint-malformed', note('8', root, 'a\n\nb\n')],
  'empty-tree-with-a-root': ['checkpoint-malformed', note('0', root)],
  'carriage-returns': ['note-malformed', note('8', root).replaceAll('\n', '\r\n')],
  'origin-of-another-log': ['checkpoint-origin', signed(`other.example/log\n8\n${root}\n`)],
  'origin-with-space-at-end': ['checkpoint-origin', signed(`${FIXED_ORIGIN} \n8\n${root}\n`)],
  'origin-look-alike': ['checkpoint-origin', signed(`forge.example/lοg\n8\n${root}\n`)],
  'origin-with-invisible-mark': ['checkpoint-origin', signed(`${FIXED_ORIGIN}\u200e\n8\n${root}\n`)],
  'size-changed': ['note-signature-invalid', note('8', root).replace('\n8\n', '\n9\n')],
  'signed-by-another-log': ['note-unsigned', `${FIXED_ORIGIN}\n8\n${root}\n\n${line(`${FIXED_ORIGIN}\n8\n${root}\n`, other)}`],
  'no-signature': ['note-malformed', `${FIXED_ORIGIN}\n8\n${root}\n`],
};

/** The next letter of the base64 alphabet after one whose two low bits are zero. */
function nextLetter(letter: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  return alphabet[alphabet.indexOf(letter) + 1]!;
}

const checkpoint = note('8', root);
const path = proveInclusion({ index: 5, size: 8 }, log.read).map((hash) => Buffer.from(hash).toString('base64'));
const [one, two, three] = path as [string, string, string];
const proof = (head: string, hashes = path, end = `\n${checkpoint}`) =>
  `c2sp.org/tlog-proof@v1\n${head}${hashes.map((hash) => `${hash}\n`).join('')}${end}`;
const extra = `extra ${Buffer.from('extra').toString('base64')}\n`;

const proofs: Cases = {
  'valid': ['ok', proof('index 5\n')],
  'valid-with-extra': ['ok', proof(`${extra}index 5\n`)],
  'empty': ['proof-malformed', ''],
  'later-version': ['proof-malformed', proof('index 5\n').replace('@v1', '@v2')],
  'first-line-with-space': ['proof-malformed', proof('index 5\n').replace('@v1', '@v1 ')],
  'byte-order-mark': ['proof-malformed', `\ufeff${proof('index 5\n')}`],
  'carriage-returns': ['proof-malformed', proof('index 5\n').replaceAll('\n', '\r\n')],
  'malformed-utf-8': ['proof-malformed', raw(proof('index 5\n'), Uint8Array.of(0xff))],
  'extra-after-index': ['proof-malformed', proof(`index 5\n${extra}`)],
  'extra-twice': ['proof-malformed', proof(`${extra}${extra}index 5\n`)],
  'extra-empty': ['proof-malformed', proof('extra \nindex 5\n')],
  'extra-without-space': ['proof-malformed', proof('extra\nindex 5\n')],
  'extra-unused-bits-set': ['proof-malformed', proof('extra ZXh0cmF=\nindex 5\n')],
  'extra-with-space': ['proof-malformed', proof('extra ZXh0 cmE=\nindex 5\n')],
  'index-missing': ['proof-malformed', proof('')],
  'index-empty': ['proof-malformed', proof('index \n')],
  'index-with-leading-zero': ['proof-malformed', proof('index 05\n')],
  'index-negative': ['proof-malformed', proof('index -5\n')],
  'index-with-space': ['proof-malformed', proof('index 5 \n')],
  'index-capital': ['proof-malformed', proof('Index 5\n')],
  'index-arabic-digit': ['proof-malformed', proof('index ٥\n')],
  'index-not-exact': ['proof-malformed', proof('index 9007199254740992\n')],
  'index-at-size': ['tree-range', proof('index 8\n')],
  'index-far-above-size': ['tree-range', proof('index 4294967301\n')],
  'index-next': ['inclusion-invalid', proof('index 6\n')],
  'index-before': ['inclusion-invalid', proof('index 4\n')],
  'hash-31-bytes': ['proof-malformed', proof('index 5\n', [Buffer.alloc(31, 1).toString('base64'), two, three])],
  'hash-hexadecimal': ['proof-malformed', proof('index 5\n', [Buffer.from(one, 'base64').toString('hex'), two, three])],
  'hash-without-padding': ['proof-malformed', proof('index 5\n', [one.slice(0, -1), two, three])],
  'hash-changed': ['inclusion-invalid', proof('index 5\n', [one, Buffer.alloc(32).toString('base64'), three])],
  'hash-missing': ['inclusion-invalid', proof('index 5\n', [one, two])],
  'hash-first-missing': ['inclusion-invalid', proof('index 5\n', [two, three])],
  'hash-added': ['inclusion-invalid', proof('index 5\n', [...path, three])],
  'hash-twice': ['inclusion-invalid', proof('index 5\n', [one, one, two, three])],
  'hashes-none': ['inclusion-invalid', proof('index 5\n', [])],
  'hashes-swapped': ['inclusion-invalid', proof('index 5\n', [two, one, three])],
  'hashes-54': ['proof-malformed', proof('index 5\n', Array.from({ length: 54 }, () => one))],
  'hashes-endless': ['proof-malformed', proof('index 5\n', Array.from({ length: 2000 }, () => one))],
  'empty-line-missing': ['proof-malformed', proof('index 5\n', path, checkpoint)],
  'empty-line-twice': ['checkpoint-malformed', proof('index 5\n', path, `\n\n${checkpoint}`)],
  'checkpoint-missing': ['note-malformed', proof('index 5\n', path, '\n')],
  'checkpoint-unsigned': ['note-malformed', proof('index 5\n', path, `\n${FIXED_ORIGIN}\n8\n${root}\n`)],
  'checkpoint-not-one': ['checkpoint-malformed', proof('index 5\n', path, `\n${good}`)],
  'checkpoint-changed': ['note-signature-invalid', proof('index 5\n', path, `\n${checkpoint.replace('\n8\n', '\n7\n')}`)],
  'checkpoint-of-another-log': ['note-unsigned', proof('index 5\n', path, `\n${formatNote({ text: `other.example/log\n8\n${root}\n`, signatures: [{ name: other.name, id: other.id, signature: other.sign(Buffer.from(`other.example/log\n8\n${root}\n`)) }] })}`)],
  'checkpoint-with-another-origin': ['checkpoint-origin', proof('index 5\n', path, `\n${signed(`other.example/log\n8\n${root}\n`)}`)],
  'text-after-checkpoint': ['note-malformed', `${proof('index 5\n')}more\n`],
};

const entry = (bytes: Bytes) => raw(Uint8Array.of(Buffer.from(bytes).length >> 8, Buffer.from(bytes).length & 255), bytes);
const paths: Record<string, readonly [string, string]> = {
  'valid-first': ['ok', '0/000'],
  'valid-large-index': ['ok', '0/x001/x234/067'],
  'valid-partial': ['ok', '3/x001/067.p/255'],
  'valid-entries': ['ok', 'entries/005.p/12'],
  'valid-top-level': ['ok', '63/000.p/1'],
  'valid-largest-index': ['ok', '0/x009/x007/x199/x254/x740/991'],
  'empty': ['tile-malformed', ''],
  'level-with-leading-zero': ['tile-malformed', '00/000'],
  'level-64': ['tile-malformed', '64/000'],
  'level-negative': ['tile-malformed', '-1/000'],
  'level-empty': ['tile-malformed', '/000'],
  'level-unknown': ['tile-malformed', 'data/000'],
  'level-capital': ['tile-malformed', 'Entries/000'],
  'index-empty': ['tile-malformed', '0/'],
  'index-missing': ['tile-malformed', '0'],
  'index-one-digit': ['tile-malformed', '0/0'],
  'index-four-digits': ['tile-malformed', '0/0000'],
  'index-padded-twice': ['tile-malformed', '0/x000/001'],
  'index-without-x': ['tile-malformed', '0/001/067'],
  'index-x-at-end': ['tile-malformed', '0/x001/x067'],
  'index-x-capital': ['tile-malformed', '0/X001/067'],
  'index-not-exact': ['tile-malformed', '0/x009/x007/x199/x254/x740/992'],
  'index-endless': ['tile-malformed', `0/${'x999/'.repeat(2000)}999`],
  'index-arabic-digits': ['tile-malformed', '0/٠٠١'],
  'width-zero': ['tile-malformed', '0/000.p/0'],
  'width-256': ['tile-malformed', '0/000.p/256'],
  'width-with-leading-zero': ['tile-malformed', '0/000.p/01'],
  'width-empty': ['tile-malformed', '0/000.p/'],
  'width-negative': ['tile-malformed', '0/000.p/-1'],
  'width-without-number': ['tile-malformed', '0/000.p'],
  'slash-before': ['tile-malformed', '/0/000'],
  'slash-after': ['tile-malformed', '0/000/'],
  'parent-folder': ['tile-malformed', '0/../000'],
  'percent-encoded': ['tile-malformed', '0/%30%30%30'],
  'line-feed-after': ['tile-malformed', '0/000\n'],
  'nul-after': ['tile-malformed', '0/000\0'],
  'query': ['tile-malformed', '0/000?'],
};
const bundles: Record<string, readonly [string, Bytes]> = {
  'valid': ['ok', raw(entry('one'), entry(''), entry('ثلاثة'))],
  'valid-full': ['ok', raw(...Array.from({ length: 256 }, () => entry('')))],
  'empty': ['tile-malformed', ''],
  'length-cut': ['tile-malformed', raw(entry('one'), Uint8Array.of(0))],
  'entry-cut': ['tile-malformed', raw(entry('one'), entry('two').subarray(0, 4))],
  'entry-longer-than-file': ['tile-malformed', raw(Uint8Array.of(0xff, 0xff), 'abc')],
  'byte-after': ['tile-malformed', raw(entry('one'), 'x')],
  'entries-257': ['tile-malformed', raw(...Array.from({ length: 257 }, () => entry('')))],
};
const hashes: Record<string, readonly [string, Bytes]> = {
  'valid': ['ok', new Uint8Array(64)],
  'valid-full': ['ok', new Uint8Array(8192)],
  'empty': ['tile-malformed', ''],
  'cut': ['tile-malformed', new Uint8Array(8191)],
  'byte-after': ['tile-malformed', new Uint8Array(33)],
  'hashes-257': ['tile-malformed', new Uint8Array(257 * 32)],
};

const named = (prefix: string, cases: Record<string, readonly [string, Bytes]>): Cases =>
  Object.fromEntries(Object.entries(cases).map(([name, value]) => [`${prefix}-${name}`, value]));
const tiles: Cases = { ...named('path', paths), ...named('bundle', bundles), ...named('hashes', hashes) };

for (const [folder, cases] of Object.entries({ notes, checkpoints, proofs, tiles })) {
  const to = join(import.meta.dirname, folder);
  rmSync(to, { recursive: true, force: true });
  mkdirSync(to, { recursive: true });
  for (const [name, [code, content]] of Object.entries(cases)) {
    writeFileSync(join(to, name), raw(`# expect ${code}\n`, content));
  }
}
console.log(`leaf of the proofs: ${Buffer.from(leafOf(5)).toString()}; verifier key: ${signer.verifierKey}`);
