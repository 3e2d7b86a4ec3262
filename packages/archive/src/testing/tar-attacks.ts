import { attack } from './attack.ts';
import type { Attack } from './attack.ts';
import { GNU, paxRecord, rawEntry, rawPax, rawTar } from './raw-tar.ts';

const FILE = rawEntry({ name: 'file.txt', content: 'x' });
const DISAGREE = 'two readers see two archives';
const FOLLOW = 'a later write follows it out of the folder';

function link(name: string, type: string, target: string): Attack {
  const tar = [rawEntry({ name: 'link', type, link: target }), rawEntry({ name: 'link/evil', content: 'x' })];
  return attack(name, 'entry-link', { hope: FOLLOW, tar });
}

function type(name: string, flag: string): Attack {
  return attack(name, 'entry-type', { hope: 'a special file', tar: [rawEntry({ name: 'special', type: flag })] });
}

function size(name: string, bytes: string | Buffer): Attack {
  return attack(name, 'header-number', {
    hope: 'a reader that loops, reserves or steps back',
    tar: [rawEntry({ size: bytes })],
  });
}

function pax(name: string, code: Attack['code'], records: Parameters<typeof rawPax>[0]): Attack {
  return attack(name, code, { hope: DISAGREE, tar: [rawPax(records), FILE] });
}

function longName(name: string, code: Attack['code'], content: string | Buffer): Attack {
  const tar = [rawEntry({ name: '././@LongLink', type: 'L', magic: GNU, content }), FILE];
  return attack(name, code, { hope: DISAGREE, tar });
}

function base256(...bytes: number[]): Buffer {
  return Buffer.concat([
    Buffer.from(bytes.slice(0, 1)),
    Buffer.alloc(12 - bytes.length, bytes[0] === 0xff ? 0xff : 0),
    Buffer.from(bytes.slice(1)),
  ]);
}

/** Lists the attacks that lie in tar headers and their order. */
export const TAR_ATTACKS: readonly Attack[] = [
  link('link-symbolic-absolute', '2', '/etc'),
  link('link-symbolic-parent', '2', '../..'),
  link('link-symbolic-inside', '2', 'file.txt'),
  link('link-hard-absolute', '1', '/etc/passwd'),
  link('link-hard-parent', '1', '../../evil'),
  link('link-hard-inside', '1', 'file.txt'),
  link('link-file-with-target', '0', '/etc/passwd'),
  link('link-folder-with-target', '5', '/etc'),
  attack('link-gnu-long', 'entry-link', {
    hope: FOLLOW,
    tar: [rawEntry({ name: '././@LongLink', type: 'K', magic: GNU, content: '/etc/passwd\0' }), FILE],
  }),
  type('device-character', '3'),
  type('device-block', '4'),
  type('pipe', '6'),
  type('contiguous', '7'),
  type('gnu-dump-folder', 'D'),
  type('gnu-multi-volume', 'M'),
  type('gnu-volume-label', 'V'),
  type('solaris-extended', 'X'),
  type('type-unknown', 'Z'),
  type('type-high-byte', '\u007f'),
  size('size-negative', base256(0xff, 0xff)),
  size('size-huge', base256(0x80, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff)),
  size('size-base256-honest', base256(0x80, 1)),
  size('size-minus', '-0000000001\0'),
  size('size-empty', Buffer.alloc(12)),
  size('size-blank', '            '),
  size('size-hexadecimal', '0x000000010\0'),
  size('size-decimal', '00000000008\0'),
  size('size-two-numbers', '00001\u000000001\0'),
  size('size-unterminated', '000000000001'),
  attack('size-largest-octal', 'file-too-large', {
    hope: 'a reader that reserves eight gigabytes',
    tar: [rawEntry({ size: '77777777777\0' })],
  }),
  attack('size-longer-than-archive', 'archive-truncated', {
    hope: 'half a file counts',
    tar: [rawEntry({ size: '00000100000\0' })],
  }),
  attack('checksum-wrong', 'header-checksum', {
    hope: 'damage passes',
    tar: [rawEntry({ resum: false, patch: (block) => block.fill('y', 0, 1) })],
  }),
  attack('checksum-signed', 'header-checksum', {
    hope: DISAGREE,
    tar: [rawEntry({ name: 'é', resum: false, patch: signedChecksum })],
  }),
  attack('magic-none', 'header-magic', { hope: DISAGREE, tar: [rawEntry({ magic: '' })] }),
  attack('magic-half', 'header-magic', { hope: DISAGREE, tar: [rawEntry({ magic: 'ustar\0  ' })] }),
  attack('hidden-after-name', 'header-field', { hope: 'bytes nobody sees', tar: [rawEntry({ name: 'a\0hidden' })] }),
  attack('hidden-after-prefix', 'header-field', {
    hope: 'bytes nobody sees',
    tar: [rawEntry({ prefix: 'a\0hidden' })],
  }),
  attack('hidden-in-padding', 'header-field', {
    hope: 'bytes nobody sees',
    tar: [rawEntry({ content: 'x', padding: 0x41 })],
  }),
  attack('hidden-in-folder', 'header-field', {
    hope: DISAGREE,
    tar: [rawEntry({ name: 'a/', type: '5', content: rawEntry({ name: 'evil' }) }), FILE],
  }),
  attack('prefix-parent', 'path-traversal', {
    hope: 'writes outside the folder',
    tar: [rawEntry({ prefix: '..', name: 'evil' })],
  }),
  attack('prefix-absolute', 'path-absolute', {
    hope: 'writes outside the folder',
    tar: [rawEntry({ prefix: '/etc', name: 'evil' })],
  }),
  attack('sparse-old-gnu', 'entry-sparse', { hope: 'a terabyte of zeros', tar: [rawEntry({ type: 'S', magic: GNU })] }),
  pax('sparse-pax-0.0', 'entry-sparse', { 'GNU.sparse.size': '1099511627776', 'GNU.sparse.numblocks': '0' }),
  pax('sparse-pax-0.1', 'entry-sparse', { 'GNU.sparse.map': '0,1', 'GNU.sparse.name': '../evil' }),
  pax('sparse-pax-1.0', 'entry-sparse', { 'GNU.sparse.major': '1', 'GNU.sparse.realsize': '1099511627776' }),
  pax('sparse-star', 'pax-key', { 'SCHILY.realsize': '1099511627776' }),
  pax('pax-path-parent', 'path-traversal', { path: '../evil' }),
  pax('pax-path-absolute', 'path-absolute', { path: '/etc/passwd' }),
  pax('pax-path-empty', 'path-empty', { path: '' }),
  pax('pax-path-nul', 'path-character', { path: 'a\0-evil' }),
  pax('pax-path-encoding', 'path-encoding', Buffer.from('11 path=a\xff\n', 'latin1')),
  pax('pax-size', 'pax-key', { size: '0' }),
  pax('pax-size-negative', 'pax-invalid', { size: '-1' }),
  pax('pax-size-huge', 'pax-invalid', { size: '9'.repeat(40) }),
  pax('pax-linkpath', 'pax-key', { linkpath: '/etc/passwd' }),
  pax('pax-charset', 'pax-key', { hdrcharset: 'BINARY' }),
  pax('pax-unknown-key', 'pax-key', { 'ACME.run': 'evil' }),
  pax('pax-key-encoding', 'pax-key', { 'p\u00e5th': 'a' }),
  pax('pax-path-twice', 'pax-duplicate', paxRecord('path', 'a') + paxRecord('path', 'b')),
  pax('pax-mtime-twice', 'pax-duplicate', paxRecord('mtime', '1') + paxRecord('mtime', '2')),
  pax('pax-length-long', 'pax-invalid', '99 path=a\n'),
  pax('pax-length-short', 'pax-invalid', '8 path=abcdef\n'),
  pax('pax-length-zero', 'pax-invalid', '0 path=a\n'),
  pax('pax-length-leading-zero', 'pax-invalid', '010 path=a\n'),
  pax('pax-length-negative', 'pax-invalid', '-9 path=a\n'),
  pax('pax-length-huge', 'pax-invalid', '99999999999999999999 path=a\n'),
  pax('pax-no-line-feed', 'pax-invalid', '9 path=ab'),
  pax('pax-no-equals', 'pax-invalid', '8 path \n'),
  pax('pax-no-key', 'pax-invalid', '5 =a\n'),
  pax('pax-nul-after', 'pax-invalid', `${paxRecord('path', 'a')}\0\0\0`),
  attack('pax-empty', 'pax-invalid', { hope: DISAGREE, tar: [rawPax(''), FILE] }),
  attack('pax-global', 'pax-global', { hope: 'renames every file', tar: [rawPax({ path: 'evil' }, 'g'), FILE] }),
  attack('pax-two', 'pax-invalid', { hope: DISAGREE, tar: [rawPax({ path: 'a' }), rawPax({ path: 'b' }), FILE] }),
  attack('pax-and-long-name', 'pax-invalid', {
    hope: DISAGREE,
    tar: [rawPax({ path: 'a' }), rawEntry({ name: '././@LongLink', type: 'L', magic: GNU, content: 'b\0' }), FILE],
  }),
  attack('pax-alone', 'pax-invalid', { hope: 'bytes nobody sees', tar: [FILE, rawPax({ comment: 'hidden' })] }),
  attack('pax-symbolic-link', 'entry-link', {
    hope: FOLLOW,
    tar: [rawPax({ path: 'link' }), rawEntry({ name: 'x', type: '2', link: '/etc' })],
  }),
  attack('pax-large', 'pax-invalid', { hope: 'memory', tar: [rawPax({ comment: 'x'.repeat(70_000) }), FILE] }),
  attack('pax-gigabyte', 'pax-invalid', {
    hope: 'memory',
    tar: [rawEntry({ name: 'pax', type: 'x', size: '10000000000\0' })],
  }),
  longName('long-name-parent', 'path-traversal', '../evil\0'),
  longName('long-name-no-nul', 'header-field', 'a/b'),
  longName('long-name-inner-nul', 'header-field', 'a\0b\0'),
  longName('long-name-encoding', 'path-encoding', Buffer.from([0x61, 0xff, 0])),
  longName('path-long', 'path-too-long', `${'a/'.repeat(5)}${'b'.repeat(115)}/${'c'.repeat(115)}\0`),
  longName('path-long-segment', 'path-too-long', `${'b'.repeat(121)}\0`),
  longName('path-long-arabic', 'path-too-long', `${'ب'.repeat(61)}\0`),
  longName('path-kilobytes', 'path-too-long', `${'a/'.repeat(30_000)}\0`),
  longName('bomb-depth', 'path-too-deep', `${'a/'.repeat(20)}a\0`),
  { name: 'end-none', code: 'archive-truncated', hope: 'a cut archive counts', tar: FILE },
  {
    name: 'end-half',
    code: 'archive-truncated',
    hope: 'a cut archive counts',
    tar: Buffer.concat([FILE, Buffer.alloc(512)]),
  },
  { name: 'end-in-header', code: 'archive-truncated', hope: 'a cut archive counts', tar: FILE.subarray(0, 300) },
  { name: 'end-in-content', code: 'archive-truncated', hope: 'half a file counts', tar: FILE.subarray(0, 512) },
  { name: 'end-in-padding', code: 'archive-truncated', hope: 'a cut archive counts', tar: FILE.subarray(0, 600) },
  {
    name: 'end-then-half-block',
    code: 'archive-truncated',
    hope: DISAGREE,
    tar: Buffer.concat([rawTar(FILE), Buffer.alloc(100)]),
  },
  {
    name: 'end-then-entry',
    code: 'archive-trailing',
    hope: 'files that only some readers see',
    tar: Buffer.concat([rawTar(FILE), rawTar(rawEntry({ name: 'evil' }))]),
  },
  {
    name: 'end-half-then-entry',
    code: 'archive-trailing',
    hope: 'files that only some readers see',
    tar: Buffer.concat([FILE, Buffer.alloc(512), rawTar(rawEntry({ name: 'evil' }))]),
  },
  {
    name: 'end-then-byte',
    code: 'archive-trailing',
    hope: 'bytes nobody sees',
    tar: Buffer.concat([rawTar(FILE), Buffer.from('x')]),
  },
  {
    name: 'end-then-zeros',
    code: 'archive-trailing',
    hope: 'time',
    tar: Buffer.concat([rawTar(FILE), Buffer.alloc(65_537)]),
  },
  { name: 'empty', code: 'archive-empty', hope: 'a release of nothing', tar: rawTar() },
  {
    name: 'empty-folders',
    code: 'archive-empty',
    hope: 'a release of nothing',
    tar: rawTar(rawEntry({ name: 'a/', type: '5' })),
  },
];

/** Sums bytes as signed, as some old tars did. */
function signedChecksum(block: Buffer): void {
  block.fill(0x20, 148, 156);
  const total = block.reduce((all, byte) => all + (byte > 127 ? byte - 256 : byte), 0);
  block.write(`${total.toString(8).padStart(6, '0')}\0 `, 148);
}
