import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { onTestFinished } from 'vitest';

import { openClient, type Client } from '../client.ts';
import type { ProjectOptions } from '../project/context.ts';
import type { TransportOptions } from '../transport/options.ts';
import { startSampleRegistry, type SampleRegistry } from './sample-registry.ts';
import { writeFiles } from './wire.ts';

/** Makes a folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'nforge-client-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

/** Opens a client that does not wait between tries and notes how long it would have. */
export function impatientClient(options: TransportOptions): { readonly client: Client; readonly pauses: number[] } {
  const pauses: number[] = [];
  const sleep = (ms: number, signal: AbortSignal | undefined): Promise<void> => {
    signal?.throwIfAborted();
    pauses.push(ms);
    return Promise.resolve();
  };
  const client = openClient({ ...options, deps: { random: () => 0.5, sleep, ...options.deps } });
  onTestFinished(() => client.close());
  return { client, pauses };
}

/** Is a registry, a client for it, and a project with an empty cache. */
export interface Workshop {
  readonly registry: SampleRegistry;
  readonly client: Client;
  readonly pauses: number[];
  readonly folder: string;
  readonly cache: string;
  readonly trust: string;
  readonly project: ProjectOptions & { readonly client: Client };
}

/** Sets a workshop up; it goes when the test ends. */
export async function openWorkshop(requirements?: Readonly<Record<string, string>>): Promise<Workshop> {
  const registry = await startSampleRegistry();
  onTestFinished(() => registry.close());
  const { client, pauses } = impatientClient({ registry: registry.url });
  const folder = temporaryFolder();
  const cache = join(temporaryFolder(), 'cache');
  const trust = join(temporaryFolder(), 'state');
  if (requirements !== undefined) writeFiles(folder, { 'forge.json': JSON.stringify({ requirements }) });
  const project = { folder, cache, trust, client, at: '2026-06-01' };
  return { registry, client, pauses, folder, cache, trust, project };
}

/** Reads all files below a folder: path → text. */
export function readTree(folder: string, prefix = ''): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const name of readdirSync(join(folder, prefix)).sort()) {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    if (statSync(join(folder, path)).isDirectory()) Object.assign(tree, readTree(folder, path));
    else tree[path] = readFileSync(join(folder, path), 'utf8');
  }
  return tree;
}
