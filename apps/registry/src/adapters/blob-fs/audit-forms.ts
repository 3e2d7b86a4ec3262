import { createReadStream } from 'node:fs';
import { basename } from 'node:path';

import type { Damage } from '../../ports.ts';
import type { FormRow } from './blob-rows.ts';
import { createChunkedHash } from './chunked-hash.ts';
import { derivedFile, type BlobLayout } from './layout.ts';

/** Is what the check of other forms of archives needs. */
export interface AuditFormsParts {
  readonly layout: BlobLayout;
  readonly forms: readonly FormRow[];
  /** Tells whether a form is still the one that was listed: servers make and drop forms meanwhile. */
  readonly isKept: (form: FormRow) => boolean;
}

/** Hashes every other form of an archive that is kept. One that is missing is made again, and no damage. */
export async function auditForms({ layout, forms, isKept }: AuditFormsParts, found: (damage: Damage) => void) {
  for (const form of forms) {
    const path = derivedFile(layout, form.source, form.form);
    const detail = await faultOf(path, form);
    if (detail !== undefined && isKept(form))
      found({ kind: 'form-damaged', place: `derived/${basename(path)}`, detail });
  }
}

const REMEDY = 'remove the file, and it is made again when it is asked for';

async function faultOf(path: string, form: FormRow): Promise<string | undefined> {
  const hash = createChunkedHash();
  try {
    for await (const bytes of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(bytes as Buffer);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    return code === 'ENOENT' ? undefined : `it cannot be read: ${code}`;
  }
  const { digest, size, chunks } = hash.finish();
  if (digest === form.digest && size === form.size && chunks.equals(form.chunks)) return undefined;
  return `it is not what was made of the archive; ${REMEDY}`;
}
