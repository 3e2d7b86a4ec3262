import { cpSync } from 'node:fs';

import { openClient } from '@national-forge/client';
import { expect, it } from 'vitest';

import { admitAuthor, type Author } from './harness/author.ts';
import { packOffer } from './harness/offer.ts';
import { startRegistry, type RegistryProcess } from './harness/registry-process.ts';
import { openWitness, readLeaves, type Witness } from './harness/witness.ts';
import { openWorkshop } from './harness/workshop.ts';

const workshop = openWorkshop();

/** Publishes without any memory of the log, as the registry itself would refuse a client that has one. */
async function publish(registry: RegistryProcess, { signer, token }: Author, version: string): Promise<string> {
  const client = openClient({ registry: registry.url, token });
  const { receipts } = await client.publish([await packOffer(workshop, { name: 'essai/rule', version }, signer)]);
  await client.close();
  return receipts[0]?.log.checkpoint ?? '';
}

async function judge(registry: RegistryProcess, witness: Witness): Promise<unknown> {
  const client = openClient({ registry: registry.url });
  try {
    await witness.confirm(client);
    return witness.assertRoots(await readLeaves(client));
  } catch (error) {
    return error;
  } finally {
    await client.close();
  }
}

it('the witness of the other tests finds out a log that was set back, shorter or as long as before', async () => {
  const dataDir = workshop.folder('data');
  const earlier = workshop.folder('earlier');
  const first = await startRegistry(workshop, { dataDir });
  const author = await admitAuthor(first, 'essai');
  const reader = openClient({ registry: first.url });
  const witness = await openWitness(reader);
  await reader.close();
  witness.see(await publish(first, author, '1.0.0'));
  expect(await judge(first, witness)).toBe(1);
  await first.stop();
  cpSync(dataDir, earlier, { recursive: true });

  const second = await startRegistry(workshop, { dataDir });
  witness.see(await publish(second, author, '1.1.0'));
  witness.see(await publish(second, author, '1.2.0'));
  expect(await judge(second, witness)).toBe(3);
  await second.stop();

  const behind = await startRegistry(workshop, { dataDir: earlier });
  expect(await judge(behind, witness)).toBeInstanceOf(Error);
  await publish(behind, author, '1.3.0');
  await publish(behind, author, '1.4.0');
  expect(await judge(behind, witness)).toMatchObject({ message: expect.stringMatching(/^two trees of/) as string });
  await behind.stop();
});
