import { smallestHonest } from '@national-forge/versioning';
import { afterAll, describe, expect, it } from 'vitest';

import { judgeTax, vectorOf, type Tax } from '../testing/contents.ts';
import { openCheckWorker } from '../worker/check-worker.ts';

const worker = openCheckWorker();
afterAll(() => worker.close());

/** Says what a version is told: `ok`, or the number that it must have and why. */
async function judge(candidate: Tax, others: readonly Tax[]): Promise<string> {
  const judgement = await judgeTax(candidate, others, { worker });
  if (!judgement.judged) return judgement.findings.map(({ code }) => code).join(' ');
  const { ok, required, reasons } = judgement.verdict;
  if (ok) return 'ok';
  return `${required}: ${reasons.map(({ rule, edge, against }) => `${rule} ${edge} ${against}`).join(', ')}`;
}

const two = vectorOf(2);
const seven = vectorOf(7);

describe('judgeVersion', () => {
  it('lets the first version of a line have any number', async () => {
    expect(await judge({ version: '4.2.0', most: 7 }, [])).toBe('ok');
  });

  it('refuses a number that promises more than is kept', async () => {
    const published = [{ version: '1.3.0', most: 7 }];

    expect(await judge({ version: '1.3.1', most: 6 }, published)).toBe('2.0.0: input-narrowed below 1.3.0');
    expect(await judge({ version: '1.3.1', most: 8 }, published)).toBe('1.4.0: input-widened below 1.3.0');
    expect(await judge({ version: '2.0.0', most: 6 }, published)).toBe('ok');
    expect(await judge({ version: '1.9.0', most: 7 }, published)).toBe('ok');
  });

  it('refuses the second of two that are published together: 1.1.0 takes more, 1.2.0 does not', async () => {
    const published = [{ version: '1.0.0', most: 7 }];
    const wider = { version: '1.1.0', most: 9 };

    expect(await judge({ version: '1.2.0', most: 7 }, published)).toBe('ok');
    expect(await judge(wider, published)).toBe('ok');
    expect(await judge({ version: '1.2.0', most: 7 }, [...published, wider])).toBe('2.0.0: input-narrowed below 1.1.0');
  });

  it('holds a late 1.2.1 to 1.3.0 above it', async () => {
    const published = [
      { version: '1.2.0', most: 7 },
      { version: '1.3.0', most: 8 },
    ];

    expect(await judge({ version: '1.2.1', most: 7 }, published)).toBe('ok');
    expect(await judge({ version: '1.2.1', most: 9 }, published)).toBe(
      '2.0.0: input-widened below 1.2.0, input-narrowed above 1.3.0',
    );
  });

  // The rows of docs/spec/versions.md §5: how many dependants each version takes.
  it.each<{ most: Readonly<Record<string, number>>; own: number; wanted: string }>([
    { most: { '1.2.0': 6, '1.5.0': 7 }, own: 7, wanted: '1.3.0' },
    { most: { '1.2.0': 6, '1.3.0': 7 }, own: 7, wanted: '1.3.1' },
    { most: { '1.2.0': 6, '1.3.0': 7, '1.4.0': 8 }, own: 7, wanted: '1.3.1' },
    { most: { '1.2.0': 6, '1.3.0': 7, '1.4.0': 8 }, own: 9, wanted: '1.5.0' },
    { most: { '1.2.0': 6, '1.3.0': 8, '1.4.0': 8 }, own: 7, wanted: '2.0.0' },
  ])('finds for a late 1.2.1 that takes $own among $most the number $wanted', async ({ most, own, wanted }) => {
    const others = Object.entries(most).map(([version, count]) => ({ version, most: count }));
    const judgeAs = async (version: string): Promise<string> => {
      const judgement = await judgeTax({ version, most: own }, others, { worker });
      if (!judgement.judged) throw new Error('not judged');
      return judgement.verdict.required;
    };
    const published = others.map(({ version }) => ({ version, yanked: false }));

    const required = await judgeAs('1.2.1');
    expect(await smallestHonest({ version: '1.2.1', required, published, judgeAs })).toBe(wanted);
    expect(await judge({ version: wanted, most: own }, others)).toBe('ok');
  });

  it('runs the vectors of all of the line, each content once', async () => {
    const published = [
      { version: '0.9.0', most: 7, vectors: [vectorOf(5)] },
      { version: '1.0.0', most: 7, vectors: [two] },
      { version: '1.1.0', most: 7, vectors: [two, seven] },
      { version: '1.2.0', most: 7, vectors: [{ ...two, name: 'again' }], yanked: true },
    ];
    const judgement = await judgeTax({ version: '1.2.1', most: 7, answer: (count) => count % 7 }, published, {
      worker,
    });

    expect(judgement).toMatchObject({ judged: true, replayed: 2, verdict: { ok: false, required: '2.0.0' } });
    expect(judgement.judged && judgement.verdict.reasons).toMatchObject([
      {
        rule: 'vector-fails',
        vector: { version: '1.1.0', name: '7 dependants', expected: { tax: 7 }, outcome: { actual: { tax: 0 } } },
      },
    ]);
  });

  it('runs the vectors of a late version on all that lie above it', async () => {
    const published = [
      { version: '1.2.0', most: 7 },
      { version: '1.3.0', most: 7, answer: (count: number) => count % 7 },
      { version: '1.4.0', most: 7 },
      { version: '1.5.0', most: 7, answer: (count: number) => count % 7 },
    ];

    expect(await judge({ version: '1.2.1', most: 7, vectors: [two] }, published)).toBe('ok');
    expect(await judge({ version: '1.2.1', most: 7, vectors: [seven] }, published)).toBe(
      '2.0.0: vector-fails above 1.3.0, vector-fails above 1.5.0',
    );
  });

  it('lets the rule of another period have results of its own, at the price of a minor', async () => {
    const published = [{ version: '1.0.0', most: 7, validFrom: '2024-01-01', vectors: [two] }];
    const next = { most: 7, validFrom: '2025-01-01', answer: () => 0 };

    expect(await judge({ ...next, version: '1.0.1' }, published)).toBe('1.1.0: period-moved below 1.0.0');
    expect(await judge({ ...next, version: '1.1.0' }, published)).toBe('ok');
    expect(await judge({ ...next, validFrom: '2024-01-01', version: '1.1.0' }, published)).toBe(
      '2.0.0: vector-fails below 1.0.0',
    );
  });

  it('does not run a vector that is called an error, in whatever version it stands, and makes it a major', async () => {
    const published = [
      { version: '1.0.0', most: 7, vectors: [two] },
      { version: '1.1.0', most: 7, vectors: [{ ...two, name: 'taken over' }] },
    ];
    const supersedes = { version: '1.1.0', name: 'taken over', reason: { fr: 'Mal lu.' } };
    const corrected = { most: 7, answer: () => 3, vectors: [{ ...vectorOf(2, 3), supersedes }] };

    expect(await judge({ ...corrected, version: '1.2.0' }, published)).toBe('2.0.0: vector-superseded below 1.1.0');
  });

  it('holds a version to what it promises although it calls the same an error of a pre-release', async () => {
    const supersedes = { version: '1.0.0-rc.1', name: two.name, reason: { fr: 'Mal lu.' } };
    const published = [
      { version: '1.0.0-rc.1', most: 7, vectors: [two] },
      { version: '1.0.0', most: 7, vectors: [{ ...two, name: 'again', supersedes }, seven] },
    ];
    const later = { version: '1.0.1', most: 7, answer: () => 7, vectors: [{ ...seven, supersedes }] };

    expect(await judge(later, published)).toBe('2.0.0: vector-fails below 1.0.0');
  });

  it('knows without running anything that a version contradicts what any of its line promises', async () => {
    const published = [
      { version: '1.0.0', most: 7, vectors: [two] },
      { version: '1.1.0', most: 7 },
      { version: '1.2.0', most: 7, vectors: [seven] },
    ];
    const replay = () => Promise.resolve([]);
    const judgement = await judgeTax({ version: '1.3.0', most: 7, vectors: [vectorOf(2, 3)] }, published, {
      worker,
      replay,
    });
    const late = await judgeTax({ version: '1.0.1', most: 7, vectors: [vectorOf(7, 3)] }, published, {
      worker,
      replay,
    });

    const told = [judgement, late].map((one) => (one.judged ? one.verdict.reasons : []));
    expect(told).toMatchObject([
      [{ rule: 'vector-contradicted', edge: 'below', vector: { version: '1.0.0', outcome: { actual: { tax: 3 } } } }],
      [{ rule: 'vector-contradicted', edge: 'above', against: '1.2.0', vector: { version: '1.0.1' } }],
    ]);
  });

  it('finds a vector that supersedes nothing', async () => {
    const supersedes = { version: '1.0.0', name: 'two', reason: { fr: 'Mal lu.' } };
    const candidate = { version: '1.1.0', most: 7, vectors: [{ ...two, supersedes }] };

    expect(await judge(candidate, [{ version: '1.0.0', most: 7, vectors: [two] }])).toBe('vector-supersedes-unknown');
    expect(await judge({ ...candidate, version: '2.0.0' }, [{ version: '1.0.0', most: 7 }])).toBe('ok');
  });

  it('counts what is undecided for breaking, and looks further across it', async () => {
    const published = [
      { version: '1.0.0', most: 8 },
      { version: '1.1.0', most: 8, pattern: '^(.)b\\1$' },
    ];
    const candidate = { version: '1.2.0', most: 8, pattern: '^(.)c\\1$' };

    expect(await judge(candidate, published)).toMatch(/^2\.0\.0: input-undecided below 1\.1\.0/);
    const waived = await judgeTax({ ...candidate, pattern: '^(.)b\\1$|^x' }, published, { worker, waived: true });
    expect(waived.judged && waived.below.map(({ old }) => old)).toEqual(['1.1.0', '1.0.0']);
  });

  it('passes over a version whose files were removed by law', async () => {
    const judgement = await judgeTax({ version: '1.1.0', most: 6 }, [{ version: '1.0.0', most: 7 }], {
      worker,
      load: () => Promise.resolve(undefined),
    });

    expect(judgement).toMatchObject({ judged: true, verdict: { ok: true }, below: [] });
  });

  it('gives no verdict where a comparison crosses a limit', async () => {
    const small = openCheckWorker({ cpuMs: 20 });

    const judgement = await judgeTax({ version: '1.0.1', most: 6 }, [{ version: '1.0.0', most: 7 }], { worker: small });

    await small.close();
    expect(judgement).toMatchObject({
      judged: false,
      findings: [
        { severity: 'error', code: 'check-timeout', pointer: '/contract/input' },
        { severity: 'error', code: 'check-timeout', pointer: '/contract/output' },
      ],
    });
  });

  it('only advises on a pre-release', async () => {
    const judgement = await judgeTax({ version: '1.1.0-rc.1', most: 6 }, [{ version: '1.0.0', most: 7 }], { worker });

    expect(judgement).toMatchObject({ verdict: { ok: true, advice: true, required: '2.0.0' } });
  });
});
