import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { findLock } from '../project/read-lock.ts';
import { atStep, TAX } from '../testing/installed-project.ts';
import { openWorkshop, temporaryFolder } from '../testing/workshop.ts';
import { sendJson } from '../testing/wire.ts';
import { install } from './install.ts';
import { verifyArtifact } from './verify-artifact.ts';
import { verifyProject, verifyRelease } from './verify.ts';

const [BETWEEN, NEW] = ['cnss/tax', 'cnss/impot'] as const;

/** A release whose algorithm moved twice, as archive and proof file on disk, and installed. */
async function moved() {
  const shop = await openWorkshop({ [NEW]: '^1.0.0' });
  await shop.registry.publish({ name: TAX, version: '1.0.0' });
  await shop.registry.publish({ name: 'cnss/part', version: '1.0.0' });
  const leaves = [shop.registry.move(TAX, BETWEEN), shop.registry.move(BETWEEN, NEW)];
  const place = temporaryFolder();
  const [archive, proof] = [join(place, 'release.tar.zst'), join(place, 'release.tlog-proof')];
  writeFileSync(archive, shop.registry.find(TAX, '1.0.0')!.archive);
  writeFileSync(proof, shop.registry.log.releaseProof(TAX, '1.0.0') ?? '');
  const { cache, trust, client } = shop;
  return { ...shop, archive, proof, leaves, means: { cache, trust, client }, offline: { cache, trust } };
}

const way = (leaves: readonly number[]) => ({
  step: 'moved',
  ok: true,
  outcome: 'ok',
  facts: { what: `${TAX}@1.0.0`, from: TAX, to: NEW, leaves: leaves.join(' ') },
});

describe('a release whose name moved is verified', () => {
  test.each([TAX, BETWEEN, NEW])('by the name %s, and the way to the present one is proved', async (name) => {
    const { means, leaves } = await moved();

    const report = await verifyArtifact({ ...means, target: `${name}@1.0.0` });
    const release = await verifyRelease(means, name, '1.0.0');

    expect(report).toMatchObject({ ok: true, name, presentName: NEW, statusKnown: true });
    expect(report.publishedAs).toBe(name === TAX ? undefined : TAX);
    expect(report.steps.at(-1)).toEqual(way(leaves));
    expect(release).toMatchObject({ name, publishedAs: TAX, presentName: NEW });
  });

  test('as an archive with its proof, with and without a registry', async () => {
    const { means, offline, archive, proof, leaves } = await moved();

    const online = await verifyArtifact({ ...means, target: archive, proof });
    const alone = await verifyArtifact({ ...offline, target: archive, proof });

    expect(online).toMatchObject({ ok: true, name: TAX, presentName: NEW });
    expect(online.steps.at(-1)).toEqual(way(leaves));
    expect(alone).toMatchObject({ ok: true, name: TAX });
    expect(alone).not.toHaveProperty('presentName');
  });

  test('as a module, in its project, and by its present name from the lock and the cache alone', async () => {
    const { project, means, offline, folder, leaves } = await moved();
    await install(project);
    const lock = await findLock(folder);

    const module = await verifyArtifact({ ...means, target: join(folder, 'forge_modules', NEW) });
    const whole = await verifyProject({ ...project, client: undefined });
    const named = await verifyArtifact({
      ...offline,
      trust: temporaryFolder(),
      target: `${NEW}@1.0.0`,
      anchors: { lock },
    });

    expect(module).toMatchObject({ ok: true, name: TAX, presentName: NEW });
    expect(whole).toMatchObject({ ok: true, moved: [{ from: TAX, to: NEW, leaves }] });
    expect(whole.modules).toMatchObject([{ name: NEW, publishedAs: TAX, path: NEW }]);
    expect(named).toMatchObject({ ok: true, name: NEW, publishedAs: TAX, presentName: NEW });
  });
});

describe('it is refused', () => {
  const telling = async (answer: object) => {
    const shop = await moved();
    shop.registry.faults.push((_request, response, { path }) => {
      if (path === '/api/v1/resolve') sendJson(response, { at: '2026-06-01', releases: [], ...answer });
      return path === '/api/v1/resolve';
    });
    return shop;
  };

  test('by a name that nothing leads to', async () => {
    const { means } = await telling({});

    const report = await verifyArtifact({ ...means, target: `${NEW}@1.0.0` });

    expect(report.ok).toBe(false);
    expect(report.steps.at(-1)).toMatchObject({ step: 'moved', ok: false, facts: { reason: 'no-proof' } });
    await expect(verifyRelease(means, NEW, '1.0.0')).rejects.toMatchObject(atStep('moved', { reason: 'no-proof' }));
  });

  test('by its own name, where the registry tells of a move that there was not', async () => {
    const { means } = await telling({ moved: { [TAX]: { to: 'cnss/part', leaves: [3] } } });

    const report = await verifyArtifact({ ...means, target: `${TAX}@1.0.0` });

    expect(report).toMatchObject({ ok: false });
    expect(report.steps.at(-1)).toMatchObject({ step: 'moved', ok: false, facts: { reason: 'other-leaf' } });
  });

  test('when its agency published it after it had given the algorithm away', async () => {
    const { means, registry } = await moved();
    await registry.publish({ name: TAX, version: '2.0.0' });

    const report = await verifyArtifact({ ...means, target: `${TAX}@2.0.0` });

    expect(report.steps.filter(({ ok }) => !ok)).toMatchObject([{ step: 'moved', facts: { reason: 'after' } }]);
    await expect(verifyRelease(means, NEW, '2.0.0')).rejects.toMatchObject(atStep('moved', { reason: 'after' }));
  });

  test('by the name of another algorithm, under which the registry serves it', async () => {
    const shop = await moved();
    const record = shop.registry.find(TAX, '1.0.0')!.record;
    shop.registry.faults.push((_request, response, { path }) => {
      if (path === '/api/v1/algorithms/cnss/part/versions/1.0.0') sendJson(response, record);
      return path === '/api/v1/algorithms/cnss/part/versions/1.0.0';
    });

    const report = await verifyArtifact({ ...shop.means, target: 'cnss/part@1.0.0' });

    expect(report.steps.filter(({ ok }) => !ok)).toMatchObject([{ step: 'moved', facts: { reason: 'no-proof' } }]);
  });
});
