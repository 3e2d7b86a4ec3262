import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

import { parseCheckpoint, parseNote } from '@national-forge/transparency';
import { expect, onTestFinished, test } from 'vitest';

import { openEvilWorld, RELEASED } from '../testing/evil-world.ts';
import type { SampleLog } from '../testing/sample-log.ts';
import { startSampleRegistry } from '../testing/sample-registry.ts';
import { impatientClient, temporaryFolder } from '../testing/workshop.ts';
import { findAgency } from './known-log.ts';
import { openTrust } from './session.ts';
import { readKnownLog } from './trust-folder.ts';

const ROUNDS = process.env['NFORGE_TEST_SCALE'] === 'full' ? 200 : 3;
const CHILD = fileURLToPath(new URL('../testing/remember-forever.ts', import.meta.url));

interface Seen {
  readonly size: number;
  readonly leaf: number;
}

const newer = (one: Seen, other: Seen): Seen => ({
  size: Math.max(one.size, other.size),
  leaf: Math.max(one.leaf, other.leaf),
});

/** Adds a second key to the agency or takes it away: only so many sign a change that the number of changes is not bounded. */
function changeKeys(log: SampleLog): void {
  const [first, second] = log.signers.get('impots') ?? [];
  if (first === undefined || second === undefined) log.addKey('impots');
  else {
    log.change('impots', { kind: 'key-revoke', key: second.fingerprint, from: log.size }, [first]);
    log.signers.set('impots', [first]);
  }
}

test(
  `processes that remember at once and are killed forget nothing, ${ROUNDS} times`,
  { timeout: ROUNDS * 20_000 },
  async () => {
    const { full: log } = openEvilWorld(RELEASED);
    const registry = await startSampleRegistry(log);
    onTestFinished(() => registry.close());
    const [trust, cache] = [temporaryFolder(), temporaryFolder()];
    let acknowledged: Seen = { size: 0, leaf: -1 };
    let words = 0;
    const start = () => {
      const flags = ['--conditions=@national-forge/source', '--no-warnings'];
      const child = spawn(process.execPath, [...flags, CHILD, registry.url, trust, cache], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      createInterface(child.stdout).on('line', (line) => {
        // A line that was cut off by the kill acknowledges nothing.
        if (!line.endsWith('}')) return;
        acknowledged = newer(acknowledged, JSON.parse(line) as Seen);
        words++;
      });
      return { child, ended: once(child, 'exit') };
    };
    const readKnown = async (): Promise<Seen> => {
      const known = await readKnownLog(trust, log.origin);
      if (known === undefined) return { size: 0, leaf: -1 };
      const { size } = parseCheckpoint(parseNote(known.checkpoint).text);
      return { size, leaf: findAgency(known.agencies, 'impots')?.leaf ?? -1 };
    };

    for (let round = 0; round < ROUNDS; round++) {
      const before = words;
      const children = [start(), start()];
      while (words < before + 4) {
        log.pad();
        await sleep(3);
      }
      changeKeys(log);
      await sleep(Math.random() * 40);
      for (const { child } of children) child.kill('SIGKILL');
      expect(await Promise.all(children.map(({ ended }) => ended))).toEqual(children.map(() => [null, 'SIGKILL']));
      const known = await readKnown();
      expect(known.size).toBeGreaterThanOrEqual(acknowledged.size);
      expect(known.leaf).toBeGreaterThanOrEqual(acknowledged.leaf);
      acknowledged = newer(acknowledged, known);
    }

    const { client } = impatientClient({ registry: registry.url });
    const session = await openTrust({ trust, cache, client });
    await session.remember();
    expect((await readKnown()).size).toBe(log.size);
    expect(readdirSync(join(trust, 'logs')).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  },
);
