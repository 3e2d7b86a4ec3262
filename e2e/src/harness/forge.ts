import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { createKey, defaultKeyFolder, openKey } from '@national-forge/client';
import { parseManifest, type Manifest } from '@national-forge/manifest';

import { registerFirstKey } from './author.ts';
import { createPerson, type Person } from './nforge.ts';
import { admitAgency, createToken } from './operator.ts';
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

/** Serves new data, with the agencies of these examples and a key of each. */
export async function openForge(workshop: Workshop, examples: readonly Example[]): Promise<Forge> {
  const dataDir = workshop.folder('data');
  const registry = await startRegistry(workshop, { dataDir });
  const token = await createToken(dataDir, null, 'operator,publish,lifecycle');
  const publisher = createPerson(workshop, { registry: registry.url, token });
  const folder = defaultKeyFolder({}, publisher.home);
  for (const agency of new Set(examples.map(({ manifest }) => manifest.name.split('/')[0] ?? ''))) {
    const admitted = await admitAgency(registry, agency);
    const { file } = await createKey({ folder, label: agency, agency });
    const { signer } = await openKey({ file }, {});
    await registerFirstKey(registry.url, { agency, signer, token: await admitted.token('owner') });
  }
  return { dataDir, registry, publisher };
}
