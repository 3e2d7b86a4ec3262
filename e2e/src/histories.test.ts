import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import type { ReleaseRecord } from '@national-forge/api';
import { beforeAll, describe, expect, it } from 'vitest';

import { openForge, readExamples, type Forge } from './harness/forge.ts';
import { assertOk } from './harness/operator.ts';
import { fetchJson } from './harness/served.ts';
import { openWorkshop } from './harness/workshop.ts';
import { scaled } from './harness/scale.ts';

const workshop = openWorkshop();
let forge: Forge;

beforeAll(async () => {
  forge = await openForge(
    workshop,
    HISTORIES.slice(-scaled(1, HISTORIES.length)).flatMap(({ name }) => versionsOf(name)),
  );
});

/** Lists the versions of an example, ascending, as their folders are. */
const versionsOf = (name: string) => readExamples().filter(({ manifest }) => manifest.name === name);

/** Copies a release under another number. */
function renumbered(folder: string, version: string): string {
  const copy = workshop.folder('renumbered');
  cpSync(folder, copy, { recursive: true });
  const manifest = join(copy, 'algorithm.yaml');
  writeFileSync(manifest, readFileSync(manifest, 'utf8').replace(/^version: .*$/m, `version: ${version}`));
  return copy;
}

interface Failure {
  readonly error: { readonly code: string };
}

// One version after the other, each first under a number one step too small where there is one; one history, or all at full scale.
const HISTORIES = [
  {
    name: 'impots/income-tax',
    small: { '1.1.0': '1.0.2', '1.2.0': '1.1.1', '2.0.0': '1.3.0' },
    levels: [null, 'patch', 'minor', 'minor', null],
  },
  {
    name: 'environnement-casablanca/pm25-index',
    small: { '1.1.0': '1.0.2', '2.0.0': '1.2.0' },
    levels: [null, 'patch', 'minor', null],
  },
];

describe.each(HISTORIES.slice(-scaled(1, HISTORIES.length)))('the history of $name', ({ name, small, levels }) => {
  const tooSmall: Readonly<Record<string, string | undefined>> = small;

  it.each(versionsOf(name).map(({ folder, manifest: { version } }) => ({ folder, version })))(
    'goes on with $version under no smaller number',
    async ({ folder, version }) => {
      const { publisher } = forge;
      const number = tooSmall[version];
      if (number !== undefined) {
        const { code, value } = await publisher.json<Failure>(renumbered(folder, number), 'publish');
        expect([code, value.error.code]).toEqual([5, 'bump-too-small']);
        expect(JSON.stringify(value)).toContain(version);
      }

      assertOk(await publisher.nforge(folder, 'publish'));
    },
    60_000,
  );

  it('is served with the level of each step and the runner that ran its vectors', async () => {
    const records = await Promise.all(
      versionsOf(name).map(({ manifest: { version } }) =>
        fetchJson<ReleaseRecord>(`${forge.registry.url}/api/v1/algorithms/${name}/versions/${version}`),
      ),
    );

    expect(records.map((record) => record?.verdict?.below?.level ?? null)).toEqual(levels);
    for (const record of records) expect(record?.vectorResult).toMatchObject({ result: 're-run' });
  });
});
