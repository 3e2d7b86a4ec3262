import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { openClient } from '../client.ts';
import { atStep, installed, runner, TAX } from '../testing/installed-project.ts';
import { readTree } from '../testing/workshop.ts';
import { knownLogPath } from '../trust/trust-folder.ts';
import { addRequirements, install } from './install.ts';
import { verifyProject } from './verify.ts';

type Shop = Awaited<ReturnType<typeof installed>>;

const cachedFile = ({ cache }: Shop, part: string): string =>
  join(cache, Object.keys(readTree(cache)).find((path) => path.includes(part)) ?? part);

const offline = ({ project }: Shop) => ({ ...project, client: undefined });

test('a checkpoint that was changed in the memory of this computer is told by every use, not taken for a silent registry', async () => {
  const shop = await installed();
  const path = knownLogPath(shop.trust, shop.registry.log.origin);
  writeFileSync(path, readFileSync(path, 'utf8').replace('\\n4\\n', '\\n3\\n'));
  const damaged = { code: 'trust-invalid', params: { path } };

  await expect(install({ ...shop.project, locked: true })).rejects.toMatchObject(damaged);
  await expect(install(shop.project)).rejects.toMatchObject(damaged);
  await expect(verifyProject(shop.project)).rejects.toMatchObject(damaged);
  await expect(verifyProject(offline(shop))).rejects.toMatchObject(damaged);
  await expect(addRequirements(shop.project, [TAX])).rejects.toMatchObject(damaged);
});

test('what the registry says against a request is not taken for silence', async () => {
  const shop = await installed();
  shop.registry.faults.push((_, response, { path }) => {
    if (!path.endsWith('/status')) return false;
    response.writeHead(400, { 'content-type': 'application/problem+json' });
    const texts = { title: '', detail: '', hint: '' };
    response.end(
      JSON.stringify({
        ...{ type: 'urn:problem:request-invalid', status: 400, code: 'request-invalid', ...texts },
        ...{ params: {}, errors: [], requestId: 'r' },
      }),
    );
    return true;
  });

  await expect(install({ ...shop.project, locked: true })).rejects.toMatchObject({ code: 'request-invalid' });
});

test.each(['more', ''])(
  'an archive of the cache that was changed (%o) ends with exit code 8 where no other can be fetched',
  async (more) => {
    const shop = await installed();
    const path = cachedFile(shop, 'archives/');
    if (more === '') writeFileSync(path, '');
    else appendFileSync(path, more);
    rmSync(join(shop.folder, 'forge_modules'), { recursive: true });

    const refused = install({ ...offline(shop), locked: true });

    await expect(refused).rejects.toMatchObject({ code: 'integrity', exit: 8, params: { what: 'cache' } });
    await expect(install({ ...shop.project, locked: true })).resolves.toMatchObject({ installed: [{ name: TAX }] });
  },
);

test.each<[string, (text: string) => string]>([
  ['cut', (text) => text.slice(0, 200)],
  ['empty', () => ''],
])('a proof in the cache that is %s is told as damage of the cache, and fetched again', async (_, damage) => {
  const shop = await installed();
  const path = cachedFile(shop, '.tlog-proof');
  writeFileSync(path, damage(readFileSync(path, 'utf8')));

  await expect(verifyProject(offline(shop))).rejects.toMatchObject(atStep('inclusion', { source: 'cache' }));
  await expect(verifyProject(shop.project)).resolves.toMatchObject({ ok: true });
  await expect(verifyProject(offline(shop))).resolves.toMatchObject({ ok: true });
});

test('a lock file that names other content than its proof is told as the one to look at', async () => {
  const shop = await installed();
  const releaseDigest = `sha256:${'0'.repeat(64)}`;
  const edited = runner(shop, (lock) => (lock.releases[`${TAX}@1`] = { ...lock.releases[`${TAX}@1`]!, releaseDigest }));

  const refused = install({ ...edited, cache: shop.cache, client: undefined });

  await expect(refused).rejects.toMatchObject(atStep('release-digest', { source: 'lock' }));
});

test('a registry that is not there is told as that by a runner that has nothing yet, and nothing goes on behind it', async () => {
  const shop = await installed();
  await shop.registry.close();
  let waiting = 0;
  let pauses = 0;
  const sleep = async (_: number, signal: AbortSignal | undefined): Promise<void> => {
    // The question for the checkpoint is given up after five tries; whoever waits later is to be called off.
    if (++pauses < 5) return;
    waiting++;
    await new Promise<void>((_resolve, reject) => {
      signal?.addEventListener('abort', () => {
        waiting--;
        reject(signal.reason as Error);
      });
    });
  };
  const client = openClient({ registry: shop.registry.url, deps: { sleep } });
  onTestFinished(() => client.close());

  await expect(install({ ...runner(shop), client })).rejects.toMatchObject({
    code: 'network',
    exit: 9,
    params: { reason: 'ECONNREFUSED' },
  });

  // By the time that one more is refused, those before it were.
  await fetch(shop.registry.url).catch(() => undefined);
  expect(waiting).toBe(0);
});
