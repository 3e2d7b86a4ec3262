import { LOCALES, type Locale } from '@national-forge/manifest';
import {
  CHANGE_RULES,
  compareContracts,
  type Change,
  type ChangeRule,
  type Comparison,
} from '@national-forge/versioning';
import { afterAll, describe, expect, it } from 'vitest';

import { contentOfTax, vectorOf } from '../testing/contents.ts';
import { openCheckWorker } from '../worker/check-worker.ts';
import { compareIn } from './compare-in.ts';
import { describeChange, describeVerdict } from './describe-change.ts';
import { ar } from './texts/ar.ts';
import type { ChangeTexts } from './texts/change-text.ts';
import { en } from './texts/en.ts';
import { fr } from './texts/fr.ts';

const worker = openCheckWorker();
afterAll(() => worker.close());

const TEXTS: Readonly<Record<Locale, ChangeTexts>> = { ar, fr, en };
const placeholders = (text: string) => [...text.matchAll(/\{[a-z]+\}/g)].map(([name]) => name).toSorted();
const keys = Object.keys(en.changes) as (keyof ChangeTexts['changes'])[];
const reasons = Object.keys(en.reasons) as (keyof ChangeTexts['reasons'])[];

const comparison = (part: Partial<Comparison>): Comparison => ({
  ...{
    verdict: 'breaking',
    relation: 'narrower',
    where: {},
    rule: 'counterexample',
    reason: 'maximum: 6',
    prover: 'p',
  },
  ...part,
});

/** Makes a change of each rule, with all that its sentence shows. */
function changeOf(rule: ChangeRule): Change {
  const params = { count: 3, first: 'main.js', old: 'minimal', new: 'high', engine: 'python', codes: 'health' };
  const texts = { changes: 'a/b ^1 → ^2', fields: 'title', by: 'two again' };
  const undecided = rule.endsWith('undecided');
  const supersedes = { version: '1.1.0', name: 'two', reason: { fr: 'Mal lu.' } };
  const failed = { version: '1.1.0', name: 'two', input: { n: 2 }, expected: 1, outcome: { actual: 2 } };
  return {
    ...{ rule, level: 'major', params: { ...params, ...texts } },
    ...(/^(?:input|output)-/.test(rule) && !/strict|tolerant/.test(rule)
      ? {
          comparison: undecided
            ? comparison({ verdict: 'undecided', reason: 'steps' })
            : comparison({ witness: { dependants: 7 }, at: '/dependants' }),
        }
      : {}),
    ...(rule === 'vector-fails' || rule === 'vector-contradicted' ? { vector: failed } : {}),
    ...(rule === 'vector-superseded' ? { supersedes } : {}),
  };
}

describe('the texts of changes', () => {
  it.each(keys)('tell %s in all languages with the same values', (key) => {
    expect(placeholders(ar.changes[key])).toEqual(placeholders(en.changes[key]));
    expect(placeholders(fr.changes[key])).toEqual(placeholders(en.changes[key]));
    expect(ar.changes[key]).toMatch(/\p{Script=Arabic}/u);
    expect(new Set([ar, fr, en].map(({ changes }) => changes[key])).size).toBe(3);
  });

  it.each(reasons)('say in all languages what can be done where %s keeps from deciding', (reason) => {
    expect(ar.reasons[reason]).toMatch(/\p{Script=Arabic}/u);
    for (const texts of [ar, fr, en]) expect(texts.reasons[reason]).toMatch(/\. .+\.$/);
    expect(new Set([ar, fr, en].map((texts) => texts.reasons[reason])).size).toBe(3);
  });

  it('have the same keys in all languages', () => {
    for (const texts of [ar, fr]) {
      expect(Object.keys(texts.changes)).toEqual(keys);
      expect(Object.keys(texts.reasons)).toEqual(reasons);
    }
  });
});

describe('describeChange', () => {
  it.each(CHANGE_RULES)('tells %s in each language, and leaves no value out', (rule) => {
    for (const locale of LOCALES) {
      const sentence = describeChange(changeOf(rule), { old: '1.3.0', new: '1.4.0' }, locale);

      expect(sentence).not.toMatch(/[{][a-z]+[}]/);
      expect(sentence).toMatch(/[.]\u2069?$/);
      for (const name of placeholders(TEXTS[locale].changes[rule]))
        if (name === '{old}') expect(sentence).toContain('1.3.0');
        else if (name === '{new}') expect(sentence).toContain('1.4.0');
    }
  });

  it('speaks of the value that breaks, as it was found', async () => {
    const [old, newer] = [contentOfTax({ version: '1.3.0', most: 7 }), contentOfTax({ version: '1.3.1', most: 6 })];
    const { compare } = compareIn(worker);
    const { changes } = await compareContracts({ old, new: newer, failed: [], compare });
    const tell = (locale: Locale) => changes.map((change) => describeChange(change, { old: '1.3.0' }, locale));

    expect(tell('en')).toEqual(['1.3.0 accepted {"dependants":7}; yours rejects it at /dependants (maximum 6).']);
    expect(tell('fr')).toEqual([
      'La version 1.3.0 acceptait {"dependants":7} ; la vôtre le refuse en /dependants (maximum 6).',
    ]);
    expect(tell('ar')).toEqual([
      'كان الإصدار \u20681.3.0\u2069 يقبل \u2068{"dependants":7}\u2069، وإصداركم يرفضه عند \u2068/dependants\u2069 (\u2068maximum 6\u2069).',
    ]);
  });

  it('speaks of answers, of vectors and of what is not decided', () => {
    const tell = (change: Partial<Change>) =>
      describeChange({ rule: 'output-widened', level: 'major', params: {}, ...change }, { old: '1.3.0' }, 'en');
    const answer = comparison({ witness: { tax: -1 }, at: '/tax', reason: 'minimum: 0' });
    const { name, input, output: expected } = vectorOf(2);
    const vector = { version: '1.1.0', name, input, expected };

    expect(tell({ comparison: answer })).toBe(
      'Yours can answer {"tax":-1}, which 1.3.0 ruled out (minimum 0 at /tax).',
    );
    expect(tell({ comparison: { ...answer, witness: -1, at: '' } })).toBe(
      'Yours can answer -1, which 1.3.0 ruled out (minimum 0).',
    );
    expect(tell({ comparison: comparison({ witness: {}, at: '', reason: 'required: ["tax","year"]' }) })).toBe(
      'Yours can answer {}, which 1.3.0 ruled out (required "tax","year").',
    );
    expect(tell({ rule: 'vector-fails', vector: { ...vector, outcome: { actual: { tax: 3 } } } })).toBe(
      'Vector “2 dependants” of 1.1.0: for {"dependants":2} it promised {"tax":2}; yours answers {"tax":3}.',
    );
    expect(tell({ rule: 'vector-fails', vector: { ...vector, outcome: { error: 'input-invalid' } } })).toBe(
      'Vector “2 dependants” of 1.1.0: for {"dependants":2} it promised {"tax":2}; yours gives no answer (input-invalid).',
    );
    expect(
      tell({
        rule: 'vector-contradicted',
        params: { by: 'two' },
        vector: { ...vector, outcome: { actual: { tax: 3 } } },
      }),
    ).toBe(
      'Vector “2 dependants” of 1.1.0: for {"dependants":2} it promised {"tax":2}; yours promises {"tax":3} by its vector “two”.',
    );
    expect(tell({ rule: 'input-undecided', comparison: comparison({ verdict: 'undecided', reason: 'states' }) })).toBe(
      'Nobody can say yet whether yours accepts all that 1.3.0 accepted: a pattern uses what cannot be compared (back references, or a very large one). Write a simpler pattern or an enum.',
    );
    expect(
      tell({ rule: 'input-undecided', comparison: comparison({ verdict: 'undecided', reason: 'constructor' }) }),
    ).toMatch(/Make them simpler\.$/);
  });

  it('cuts a long value around the place that matters', () => {
    const children = Array.from({ length: 40 }, (_, age) => ({ age, name: 'x'.repeat(50) }));
    const witness = { note: 'n'.repeat(400), household: { children, city: 'Rabat' } };
    const change = { rule: 'input-narrowed', level: 'major', params: {} } as const;
    const tell = (at: string) =>
      describeChange({ ...change, comparison: comparison({ witness, at }) }, { old: '1.3.0' }, 'en');

    expect(tell('/household/children/39/age')).toBe(
      '1.3.0 accepted {…,"household":{"children":[…,{"age":39,…}],…}}; yours rejects it at /household/children/39/age (maximum 6).',
    );
    expect(tell('').length).toBeLessThan(250);
  });

  it('lets no value of a file reorder the sentence or look like a part of it', () => {
    const change = {
      rule: 'files-changed',
      level: 'patch',
      params: { count: 1, first: '\u202egpj.{old}\u0007' },
    } as const;

    expect(describeChange(change, { old: '1.3.0' }, 'en')).toBe(
      'Other files changed: 1, such as \ufffdgpj.{old}\ufffd.',
    );
  });
});

describe('describeVerdict', () => {
  const verdict = { ok: false, advice: false, required: '2.0.0', reasons: [] };

  it('names the number', () => {
    expect(describeVerdict(verdict, 'en')).toBe('This is 2.0.0.');
    expect(describeVerdict(verdict, 'fr')).toBe('C’est la version 2.0.0.');
    expect(describeVerdict(verdict, 'ar')).toBe('فرقم هذا الإصدار \u20682.0.0\u2069.');
    expect(describeVerdict({ ...verdict, ok: true, required: '1.3.1' }, 'en')).toBe('It may be called 1.3.1.');
  });

  it('says below which published version none will do', () => {
    const late = { ...verdict, required: '1.3.1', beyond: '1.3.0' };

    expect(describeVerdict(late, 'en')).toBe('This is 1.3.1: no number below 1.3.0 will do.');
    expect(describeVerdict(late, 'fr')).toBe('C’est la version 1.3.1 : aucun numéro inférieur à 1.3.0 ne convient.');
    expect(describeVerdict(late, 'ar')).toContain('\u20681.3.0\u2069');
  });

  it('says of a pre-release that it is advice', () => {
    const reason = { rule: 'input-widened', level: 'minor', params: {}, edge: 'below', against: '1.0.0' } as const;

    expect(describeVerdict({ ok: true, advice: true, required: '1.4.0', reasons: [reason] }, 'en')).toBe(
      'A pre-release promises nothing; as a stable version this is 1.4.0.',
    );
  });
});
