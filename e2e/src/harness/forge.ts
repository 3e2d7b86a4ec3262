import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseManifest, type Manifest } from '@national-forge/manifest';

import { createAgency, createToken } from './operator.ts';
import { exampleFolders } from './paths.ts';
import { startRegistry, type RegistryProcess } from './registry-process.ts';
import type { Workshop } from './workshop.ts';

/** Is an example as it lies in the repository. */
export interface Example {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** Reads the manifests of all examples. */
export function readExamples(): readonly Example[] {
  return exampleFolders().map((folder) => {
    const parsed = parseManifest(readFileSync(join(folder, 'algorithm.yaml')));
    if (!parsed.ok) throw new Error(`${folder}: ${JSON.stringify(parsed.problems)}`);
    return { folder, manifest: parsed.manifest };
  });
}

/** Is a served registry with the agencies of the examples, prepared by its operator. */
export interface Forge {
  readonly dataDir: string;
  readonly registry: RegistryProcess;
  /** May publish for every agency. */
  readonly operatorToken: string;
}

/** Creates the agencies of the examples and an operator's token, and serves the data. */
export async function openForge(workshop: Workshop, args: readonly string[] = []): Promise<Forge> {
  const dataDir = workshop.folder('data');
  const agencies = new Set(readExamples().map(({ manifest }) => manifest.name.split('/')[0] ?? ''));
  for (const agency of agencies) await createAgency(dataDir, agency);
  const operatorToken = await createToken(dataDir, null, 'operator,publish,lifecycle');
  return { dataDir, operatorToken, registry: await startRegistry(workshop, { dataDir, args }) };
}
