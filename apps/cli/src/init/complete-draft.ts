import type { Locale } from '@national-forge/manifest';
import { civilDate } from '@national-forge/versioning';

import { TEXTS, type TextKey } from '../texts/texts.ts';
import { mergeDrafts, type Draft } from './draft.ts';

type Words = Readonly<Record<string, string>>;

/** Where what an algorithm consists of lies in its folder. */
export const LAYOUT = {
  input: 'contract/input.schema.json',
  output: 'contract/output.schema.json',
  vectors: 'vectors/examples.json',
  vectorsGlob: 'vectors/*.json',
} as const;

/** Says what is needed to complete a draft. */
export interface Completing {
  readonly locale: Locale;
  readonly now: Date;
  /** File that is run, for the engine of the draft. */
  readonly entry: string;
}

/** Gives a text of the table as a language map: French or Arabic always, as every map needs one of them. */
export function placeholder(key: TextKey, locale: Locale): Words {
  const first = locale === 'ar' ? 'ar' : 'fr';
  return { [first]: TEXTS[first][key], ...(locale === 'en' && { en: TEXTS.en[key] }) };
}

const day = (now: Date, years: number): string =>
  civilDate(new Date(Date.UTC(now.getUTCFullYear() + years, now.getUTCMonth(), now.getUTCDate(), 12)));

function learning(locale: Locale): Draft {
  const words = (key: TextKey) => TEXTS[locale][key];
  return {
    datasets: [{ name: words('init.placeholder.dataset'), role: 'training' }],
    model: {
      task: words('init.placeholder.task'),
      architecture: words('init.placeholder.task'),
      metrics: [{ type: 'accuracy', value: 0 }],
      limitations: placeholder('init.placeholder.limitations', locale),
    },
  };
}

function rule({ locale, now }: Completing): Draft {
  return {
    validity: { from: day(now, 0) },
    lawfulBasis: [{ title: placeholder('init.placeholder.law', locale), checkedOn: day(now, 0) }],
  };
}

function runnable(draft: Draft, { entry }: Completing): Draft {
  const engine = draft.runtime?.engine ?? 'javascript';
  if (engine === 'none') return { runtime: { engine } };
  return {
    runtime: { engine, entry },
    contract: { input: LAYOUT.input, output: LAYOUT.output },
    vectors: [LAYOUT.vectorsGlob],
  };
}

/** Gives a map of texts without the languages that have none. */
const given = (words: Readonly<Record<string, string | undefined>> | undefined): Words =>
  Object.fromEntries(
    Object.entries(words ?? {}).flatMap(([language, word]) => (word === undefined ? [] : [[language, word] as const])),
  );

const isReadable = (words: Words): boolean => 'fr' in words || 'ar' in words;

function owner(draft: Draft, { locale, now }: Completing): Draft {
  const agency = draft.name?.split('/')[0] ?? '';
  const named = given(draft.organisation?.name);
  const name = isReadable(named) ? named : { ...named, [locale === 'ar' ? 'ar' : 'fr']: agency };
  return {
    organisation: { name },
    maintenance: { type: 'internal', responsible: name, reviewBy: day(now, 1) },
  };
}

/**
 * Completes a draft to a manifest that is valid as soon as name, title, kind, sectors, region and mailbox are given.
 * What only the author can know is filled with texts that say so, and that `validate` reports.
 */
export function completeDraft(draft: Draft, how: Completing): Draft {
  const { locale } = how;
  const title = given(draft.title);
  const summary = given(draft.summary);
  const kind = draft.kind ?? '';
  const fallback: Draft = {
    schemaVersion: 1,
    version: '0.1.0',
    summary: isReadable(summary) ? summary : title,
    developmentStatus: 'development',
    license: 'EUPL-1.2',
    access: 'open',
    purpose: isReadable(summary) ? summary : placeholder('init.placeholder.purpose', locale),
    risk: { level: 'minimal', grounds: placeholder('init.placeholder.grounds', locale) },
    personalData: { processed: false },
    languages: { interface: Object.keys(title).sort(), data: [] },
  };
  return mergeDrafts(
    draft,
    fallback,
    runnable(draft, how),
    owner(draft, how),
    kind === 'rule' ? rule(how) : {},
    kind === 'machine-learning' || kind === 'generative' ? learning(locale) : {},
  );
}
