import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { publish, WANTED } from '../testing/evil-world.ts';
import { trueAnswers } from '../testing/log-routes.ts';
import { SampleLog } from '../testing/sample-log.ts';
import { startSampleRegistry } from '../testing/sample-registry.ts';
import { impatientClient, readTree, temporaryFolder } from '../testing/workshop.ts';
import type { KnownLog } from './known-log.ts';
import { advance } from './record.ts';
import { openTrust } from './session.ts';
import { changeKnownLog, findOrigin, knownLogPath, readKnownLog, rememberOrigin } from './trust-folder.ts';

const ORIGIN = 'forge.example/log';
const REGISTRY = 'https://forge.example';
const LOG = new SampleLog(ORIGIN);
for (let count = 0; count < 2; count++) LOG.pad();
const known = (size: number): KnownLog => ({
  origin: ORIGIN,
  key: LOG.signer.verifierKey,
  checkpoint: LOG.checkpoint(size),
  agencies: {},
});

test('what a process that was killed left beside the file goes with the next change', async () => {
  const folder = temporaryFolder();
  const path = knownLogPath(folder, ORIGIN);
  mkdirSync(dirname(path), { recursive: true });
  const name = path.slice(dirname(path).length + 1);
  writeFileSync(join(dirname(path), `.${name}.0123456789ab.tmp`), '{"torn');

  await changeKnownLog(folder, ORIGIN, () => known(2));

  expect(readdirSync(dirname(path))).toEqual([name]);
});

test('a checkpoint that was changed in the file is damage that is told, for whoever reads and whoever writes', async () => {
  const folder = temporaryFolder();
  const path = knownLogPath(folder, ORIGIN);
  await changeKnownLog(folder, ORIGIN, () => known(2));
  const stranger = new SampleLog(ORIGIN).signer.verifierKey;

  for (const one of [
    { ...known(2), checkpoint: known(2).checkpoint.replace('\n2\n', '\n1\n') },
    { ...known(2), key: stranger },
    { ...known(2), key: 'no key' },
  ]) {
    writeFileSync(path, JSON.stringify(one));

    const damaged = { code: 'trust-invalid', params: { path } };
    await expect(readKnownLog(folder, ORIGIN)).rejects.toMatchObject(damaged);
    await expect(changeKnownLog(folder, ORIGIN, () => known(3))).rejects.toMatchObject(damaged);
  }
});

test('a process that was silent until another took over writes nothing old over what that one saw', async () => {
  const folder = temporaryFolder();
  const path = knownLogPath(folder, ORIGIN);

  const late = changeKnownLog(folder, ORIGIN, () => {
    // What the one that took over does meanwhile.
    writeFileSync(`${path}.lock`, '{"pid":1,"host":"elsewhere"}');
    writeFileSync(path, JSON.stringify(known(3)));
    return known(1);
  });

  await expect(late).rejects.toMatchObject({ code: 'project-busy', exit: 7 });
  expect(await readKnownLog(folder, ORIGIN)).toEqual(known(3));
  expect(readdirSync(dirname(path)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

test('the log behind an address is not exchanged by who met another one there at the same time', async () => {
  const folder = temporaryFolder();
  await rememberOrigin(folder, { registry: REGISTRY, origin: ORIGIN });

  const other = rememberOrigin(folder, { registry: REGISTRY, origin: 'evil.example/log' });

  await expect(other).rejects.toMatchObject({ code: 'untrusted', params: { step: 'origin', expected: ORIGIN } });
  expect(await findOrigin(folder, REGISTRY)).toBe(ORIGIN);
  await rememberOrigin(folder, { registry: REGISTRY, origin: 'second/log', replaces: ORIGIN });
  expect(await findOrigin(folder, REGISTRY)).toBe('second/log');
});

/** Clients of two registries that answer under one address in turn. */
async function turning(first: SampleLog, second: SampleLog) {
  const registry = await startSampleRegistry(first);
  onTestFinished(() => registry.close());
  const { client } = impatientClient({ registry: registry.url });
  const means = { trust: temporaryFolder(), cache: temporaryFolder(), client };
  return { means, turn: () => (registry.log = second) };
}

test('two processes that meet two logs under one address for the first time do not both believe', async () => {
  const { means, turn } = await turning(new SampleLog(), new SampleLog('evil.example/log'));
  const honest = await openTrust(means);
  turn();
  const evil = await openTrust(means);
  await honest.remember();

  await expect(evil.remember()).rejects.toMatchObject({ code: 'untrusted', params: { step: 'origin' } });

  await expect(openTrust(means)).rejects.toMatchObject({ params: { step: 'origin' } });
});

test('another log is refused under a known address even where all that was known of the log itself is lost', async () => {
  const log = new SampleLog();
  const { means, turn } = await turning(log, new SampleLog('evil.example/log'));
  await (await openTrust(means)).remember();
  rmSync(knownLogPath(means.trust, log.origin));
  const before = readTree(means.trust);
  turn();

  await expect(openTrust(means)).rejects.toMatchObject({ code: 'untrusted', params: { step: 'origin' } });

  expect(readTree(means.trust)).toEqual(before);
});

test('a log whose name turns a line around is not met', async () => {
  const log = new SampleLog();
  const registry = await startSampleRegistry(log);
  onTestFinished(() => registry.close());
  const { client } = impatientClient({ registry: registry.url });
  const origin = 'forge\u202e.example/log';
  const raw = log.signer.verifierKey.split('+').slice(2).join('+');
  const id = createHash('sha256').update(`${origin}\n`).update(Buffer.from(raw, 'base64')).digest('hex').slice(0, 8);
  registry.answers = {
    ...trueAnswers(log),
    logKeys: () => ({ origin, keys: [{ key: `${origin}+${id}+${raw}`, from: 0 }] }),
  };
  const means = { trust: temporaryFolder(), cache: temporaryFolder(), client };

  await expect(openTrust(means)).rejects.toMatchObject({
    code: 'untrusted',
    params: { step: 'origin', reason: 'name' },
  });

  expect(readdirSync(means.trust)).toEqual([]);
});

test('where others write without end, it is told that nothing was remembered', async () => {
  const log = new SampleLog();
  for (let leaves = 0; leaves < 40; leaves++) log.pad();
  const registry = await startSampleRegistry(log);
  onTestFinished(() => registry.close());
  const { client } = impatientClient({ registry: registry.url });
  const means = { trust: temporaryFolder(), cache: temporaryFolder(), client };
  const session = await openTrust(means);
  await session.remember();
  const path = knownLogPath(means.trust, log.origin);
  let size = 2;
  registry.faults.push((_request, _response, { path: asked }) => {
    // While one checkpoint is proved, yet another one comes to stand there.
    const text = readFileSync(path, 'utf8');
    const stands = JSON.parse(text) as KnownLog;
    if (asked.includes('consistency'))
      writeFileSync(path, JSON.stringify({ ...stands, checkpoint: log.checkpoint(size++) }));
    return false;
  });
  writeFileSync(
    path,
    JSON.stringify({ ...(JSON.parse(readFileSync(path, 'utf8')) as KnownLog), checkpoint: log.checkpoint(1) }),
  );

  await expect(session.remember()).rejects.toMatchObject({ code: 'project-busy' });
});

test('what is known is written again only when something new was proved', async () => {
  const log = new SampleLog();
  const { means } = await turning(log, log);
  const path = knownLogPath(means.trust, log.origin);
  const use = async () => {
    const session = await openTrust(means);
    await session.prove(WANTED);
    await session.remember();
  };
  log.openAgency('impots');
  publish(log, WANTED);
  await use();
  const before = new Date(1_000_000_000_000);
  utimesSync(path, before, before);

  await use();
  expect(statSync(path).mtimeMs).toBe(before.getTime());

  log.pad();
  await use();
  expect(statSync(path).mtimeMs).toBeGreaterThan(before.getTime());
  const known = await readKnownLog(means.trust, log.origin);
  expect(known?.checkpoint).toBe(log.checkpoint());
  expect(known?.agencies['impots']?.seen).toBe(log.size);
});

test('of where a name went the longer way is kept, whoever remembers last', () => {
  const way = (leaves: readonly number[]) => ({
    to: 'c/x',
    leaves: [...leaves],
    via: leaves.slice(1).map(() => 'b/x'),
  });
  const knowing = (leaves: readonly number[]) => ({ ...known(1), moved: { 'a/x': way(leaves) } });
  const sizes = { now: 1, proved: 1 };

  expect(advance(knowing([3]), knowing([3, 5]), sizes).moved).toEqual({ 'a/x': way([3, 5]) });
  expect(advance(knowing([3, 5]), knowing([3]), sizes).moved).toEqual({ 'a/x': way([3, 5]) });
  expect(advance(knowing([3]), known(2), sizes).moved).toEqual({ 'a/x': way([3]) });
  expect(advance(known(1), known(2), sizes)).not.toHaveProperty('moved');
});

test('where a name went is remembered, also when nothing else is new', async () => {
  const log = new SampleLog();
  const { means } = await turning(log, log);
  for (const agency of ['impots', 'cnss']) log.openAgency(agency);
  publish(log, WANTED);
  publish(log, { ...WANTED, name: 'cnss/other' });
  const leaf = log.transfer(WANTED.name, 'cnss/tax');
  log.pad();
  const first = await openTrust(means);
  await first.prove({ ...WANTED, name: 'cnss/other' });
  await first.moves.prove(WANTED.name, { to: 'cnss/tax', leaves: [leaf] });
  await first.remember();
  await changeKnownLog(means.trust, log.origin, ({ moved: _, ...now }: KnownLog = known(1)) => now);

  const second = await openTrust(means);
  await second.moves.prove(WANTED.name, { to: 'cnss/tax', leaves: [leaf] });
  await second.remember();

  const kept = await readKnownLog(means.trust, log.origin);
  expect(kept?.moved).toEqual({ [WANTED.name]: { to: 'cnss/tax', leaves: [leaf], via: [] } });
});
