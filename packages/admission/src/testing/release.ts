import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { inspect, pack } from '@national-forge/archive';

import { checkRelease, type Admission } from '../check-release.ts';
import { createReleaseReader, folderRelease } from '../release-files.ts';
import type { CheckWorker } from '../worker/check-worker.ts';

/** Holds the files of a release in a test: path → content. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

const MANIFEST = `schemaVersion: 1
name: finances/rib-key
version: 1.0.0
title: { ar: مفتاح كشف الهوية البنكية, fr: Clé RIB }
summary: { ar: يحسب مفتاح كشف الهوية البنكية, fr: Calcule la clé d’un relevé d’identité bancaire. }
kind: validator
runtime: { engine: javascript, entry: main.js, data: [data/banks.json] }
contract: { input: schemas/input.json, output: schemas/output.json }
vectors: [vectors/*.json]
sectors: [finance-and-economic-development]
developmentStatus: stable
organisation: { name: { fr: Direction des finances } }
region: MA
maintenance:
  type: internal
  contacts: [{ role: support, email: support@example.org }]
  responsible: { fr: Service des paiements }
  reviewBy: '2027-01-01'
license: EUPL-1.2
access: open
purpose: { fr: Vérifier un RIB. }
risk: { level: minimal, grounds: { fr: Aucune décision sur une personne. } }
personalData: { processed: false }
languages: { interface: [], data: [] }
`;

/** Is a release that passes every check without a finding. */
export const GOOD: Files = {
  'algorithm.yaml': MANIFEST,
  'README.md': '# Clé RIB\n',
  'main.js': 'export default (input, { data }) => ({ key: input.account.length + data.banks.length });\n',
  'data/banks.json': '{"banks": ["007", "011"]}\n',
  'schemas/input.json': JSON.stringify({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
    properties: { account: { type: 'string', pattern: '^[0-9]{5}$', 'x-label': { ar: 'الحساب', fr: 'Compte' } } },
    required: ['account'],
    additionalProperties: false,
  }),
  'schemas/output.json': '{"type": "object", "properties": {"key": {"type": "integer"}}, "required": ["key"]}',
  'vectors/basic.json': JSON.stringify([{ name: 'five digits', input: { account: '12345' }, output: { key: 7 } }]),
};

/** Changes one text of the good manifest. */
export function manifestWith(text: string, replacement: string): Files {
  if (!MANIFEST.includes(text)) throw new Error(`the manifest does not say ${text}`);
  return { 'algorithm.yaml': MANIFEST.replace(text, () => replacement) };
}

/** Checks files as the command line does (folder) and as the server does (archive passing by). */
export async function checkBothWays(
  files: Files,
  worker: CheckWorker,
): Promise<{ folder: Admission; archive: Admission }> {
  const folder = await mkdtemp(join(tmpdir(), 'nforge-admission-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
    const packed = await pack(folder);
    const reader = createReleaseReader(worker);
    const inspection = await inspect(packed.open('zstd'), reader);
    return {
      folder: await checkRelease(folderRelease(folder, packed.files), { worker }),
      archive: await checkRelease(reader.release(inspection), { worker }),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}
