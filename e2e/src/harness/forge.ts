import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createKey, defaultKeyFolder, openKey } from '@national-forge/client';
import { parseManifest, type Manifest } from '@national-forge/manifest';

import { registerFirstKey } from './author.ts';
import { createPerson, type Person } from './nforge.ts';
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
  /** Has an operator's token and a key of every agency of the examples. */
  readonly publisher: Person;
}

/** Creates the agencies of the examples, serves the data, and registers a key of each agency. */
export async function openForge(workshop: Workshop, args: readonly string[] = []): Promise<Forge> {
  const dataDir = workshop.folder('data');
  const agencies = new Set(readExamples().map(({ manifest }) => manifest.name.split('/')[0] ?? ''));
  for (const agency of agencies) await createAgency(dataDir, agency);
  const token = await createToken(dataDir, null, 'operator,publish,lifecycle');
  const registry = await startRegistry(workshop, { dataDir, args });
  const publisher = createPerson(workshop, { registry: registry.url, token });
  const folder = defaultKeyFolder({}, publisher.home);
  for (const agency of agencies) {
    const { file } = await createKey({ folder, label: agency, agency });
    const { signer } = await openKey({ file }, {});
    const owner = await createToken(dataDir, agency, 'owner');
    await registerFirstKey(registry.url, { agency, signer, token: owner });
  }
  return { dataDir, registry, publisher };
}
