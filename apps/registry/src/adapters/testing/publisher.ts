// A process of its own for tests: publishes as it is told by its parent and tells what was acknowledged.
import { writeSync } from 'node:fs';

import { openStore, type Store } from '../open-store.ts';
import { testClock } from './clock.ts';
import { changeAgency, createAgencies, testKey } from './keys.ts';
import { digestOf, publish } from './sample.ts';

const [, , mode = '', dataDir = '', label = ''] = process.argv;

/** Publishes one version with eight different contents at once; tells which of them won. */
async function race(store: Store, version: string): Promise<void> {
  const contents = Array.from({ length: 8 }, (_, index) => `${version} ${label} ${index}`);
  const outcomes = await Promise.all(
    contents.map((content) =>
      publish(store, { version, content }).catch((error: unknown) => ({ ok: false, error: String(error) })),
    ),
  );
  const winners = contents.filter((_, index) => outcomes[index]?.ok === true);
  const codes = outcomes.flatMap((outcome) =>
    'code' in outcome ? [outcome.code] : 'error' in outcome ? [outcome.error] : [],
  );
  process.send?.({ winners: winners.map((content) => digestOf(`impots/income-tax ${content}`)), codes });
}

/** Publishes without end, four at once; writes each acknowledged release with its checkpoint to stdout before the next. */
async function storm(store: Store): Promise<never> {
  const loop = async (lane: number): Promise<never> => {
    for (let minor = 0; ; minor += 1) {
      const release = { name: `impots/${label}-${lane}`, version: `1.${minor}.0` };
      const outcome = await publish(store, release);
      if (!outcome.ok) throw new Error(outcome.code);
      const [receipt] = outcome.receipts;
      const note = Buffer.from(receipt?.checkpoint ?? '').toString('base64');
      const digest = digestOf(`${release.name} ${release.version}`);
      writeSync(1, `${release.name} ${release.version} ${digest} ${receipt?.index ?? ''} ${note}\n`);
    }
  };
  return Promise.race([0, 1, 2, 3].map(loop));
}

/** Says which name moved to which, and by which leaf. */
async function move(store: Store, [from, to]: readonly [string, string], signers: readonly string[]): Promise<void> {
  const change = { kind: 'transfer' as const, from, to };
  const agency = from.split('/')[0] ?? '';
  const outcome = await changeAgency(store, { agency, change, signers: signers.map(testKey) });
  if (!outcome.ok) throw new Error(outcome.code);
  const [receipt] = outcome.receipts;
  const note = Buffer.from(receipt?.checkpoint ?? '').toString('base64');
  writeSync(1, `${from} ${to} moved ${receipt?.index ?? ''} ${note}\n`);
}

/** Makes agencies with algorithms without end, renames each, and gives one of its algorithms away. */
async function moves(store: Store): Promise<never> {
  for (let turn = 0; ; turn += 1) {
    const [before, after] = [`${label}-b${turn}`, `${label}-a${turn}`];
    await createAgencies(store, before);
    const names = ['one', 'two', 'three'].map((name) => `${before}/${name}`);
    for (const version of ['1.0.0', '1.1.0']) await publish(store, ...names.map((name) => ({ name, version })));
    await move(store, [before, after], [before]);
    await move(store, [`${after}/two`, `impots/${after}`], [before, 'impots']);
  }
}

const store = await openStore({ dataDir, clock: testClock() });
if (mode === 'open') {
  const made = await store.ledger.commit({ kind: 'agency', actor: 'operator', name: label, title: {} });
  process.send?.({ identity: await store.log.identity(), made });
}
if (mode === 'storm') await Promise.race([storm(store), moves(store)]);
process.on('message', (version: string) => void race(store, version));
process.send?.('ready');
