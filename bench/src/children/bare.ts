import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { besideThis, startChildServer, type ChildServer } from './child-server.ts';

/** Is a document that the bare server answers with. */
export interface BareDocument {
  readonly path: string;
  /** Empty: the server sends none. */
  readonly etag: string;
  readonly type: string;
  readonly body: Buffer;
  /** Further header fields, name after value. */
  readonly extra: readonly string[];
}

/** Starts a node:http server that does nothing but answer with these documents. */
export async function startBare(folder: string, documents: readonly BareDocument[] = []): Promise<ChildServer> {
  const list = join(folder, `bare-${crypto.randomUUID()}.json`);
  const rows = documents.map((document) => ({ ...document, body: document.body.toString('base64') }));
  writeFileSync(list, JSON.stringify(rows));
  const args = [besideThis('bare-server.mjs'), ...(documents.length > 0 ? [list] : [])];
  return startChildServer({ args, folder, readyPath: '/readyz' });
}
