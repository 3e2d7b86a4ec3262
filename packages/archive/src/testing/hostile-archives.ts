import { gzipSync } from 'node:zlib';

import type { Attack } from './attack.ts';
import { COMPRESSION_ATTACKS } from './compression-attacks.ts';
import { PATH_ATTACKS } from './path-attacks.ts';
import { TAR_ATTACKS } from './tar-attacks.ts';

/** Lists every hostile archive of `testdata/hostile`; `testdata/generate.ts` writes them, a test compares. */
export const ATTACKS: readonly Attack[] = [...PATH_ATTACKS, ...TAR_ATTACKS, ...COMPRESSION_ATTACKS];

/** Names the file of an attack. */
export function fileOf(attack: Attack): string {
  return `${attack.name}.${attack.extension ?? 'tar.gz'}`;
}

/** Makes the bytes of an attack's file; a tar is gzipped by this machine's library. */
export function bytesOf(attack: Attack): Buffer {
  return attack.bytes ?? gzipSync(attack.tar ?? Buffer.alloc(0), { level: 9 });
}

/** Makes the list of expected errors that lies beside the files, for other implementations. */
export function expectations(): string {
  const rows = ATTACKS.map(({ code, hope, limits, ...rest }) => ({ file: fileOf(rest as Attack), code, hope, limits }));
  return `${JSON.stringify(rows, undefined, 2)}\n`;
}
