/**
 * Runs in a process of its own: `node pack-once.ts <umask> <order> <mtime> <mode>`. Writes a folder in that manner, packs it
 * and prints the release digest, the sha256 of the tar and the names.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';

import { digestOf } from '../digest.ts';
import { pack } from '../pack.ts';

const [umask = '022', order = 'forward', mtime = '0', mode = '644'] = process.argv.slice(2);
const FILES = [
  'algorithm.yaml',
  'Y',
  'a/é.json',
  'a/É2.json',
  'ضريبة/الدخل.json',
  'ⵜⴰ/1',
  'z/ä',
  'z/i',
  'z/I2',
  `${'long/'.repeat(10)}${'name'.repeat(20)}`,
  'n'.repeat(110),
];

process.umask(Number.parseInt(umask, 8));
const folder = mkdtempSync(join(tmpdir(), 'once-'));
try {
  for (const path of order === 'forward' ? FILES : FILES.toReversed()) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `content of ${path}\n`);
    utimesSync(file, Number(mtime), Number(mtime));
    chmodSync(file, Number.parseInt(mode, 8));
  }
  const packed = await pack(folder);
  const tar = gunzipSync(await buffer(packed.open('gzip')));
  console.log(JSON.stringify([packed.releaseDigest, digestOf(tar), packed.files.map(({ path }) => path)]));
} finally {
  rmSync(folder, { recursive: true });
}
