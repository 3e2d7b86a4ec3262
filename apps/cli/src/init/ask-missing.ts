import type * as clack from '@clack/prompts';
import { describeProblem, pickText, regions, sectors } from '@national-forge/manifest';

import { ask } from '../ask.ts';
import type { Io } from '../io.ts';
import { ENGINES, KINDS } from '../table/author.ts';
import { text, type TextKey } from '../texts/texts.ts';
import { completeDraft } from './complete-draft.ts';
import { mergeDrafts, problemsOf, type Draft } from './draft.ts';

type Prompts = Pick<typeof clack, 'text' | 'select'>;

/** Says in the language of the person what is wrong with an answer, or nothing. */
function fault(io: Io, draft: Draft, pointer: string): string | undefined {
  const full = completeDraft(draft, { locale: io.locale, now: io.now(), entry: 'index.js' });
  const problem = problemsOf(full).find(({ path }) => path.startsWith(pointer));
  if (problem === undefined) return undefined;
  const { message, remedy } = describeProblem(problem, io.locale);
  return `${message} ${remedy}`;
}

interface Question {
  readonly key: TextKey;
  readonly pointer: string;
  readonly optional?: boolean;
  readonly initial?: string;
  readonly draftOf: (answer: string) => Draft;
}

async function askText(io: Io, prompts: Prompts, question: Question): Promise<Draft> {
  const { key, pointer, optional = false, initial, draftOf } = question;
  const answer = await ask(io, (asking) =>
    prompts.text({
      ...asking,
      message: text(io.locale, key),
      ...(initial !== undefined && { initialValue: initial }),
      validate: (value) => {
        const written = (value ?? '').trim();
        return optional && written === '' ? undefined : fault(io, draftOf(written), pointer);
      },
    }),
  );
  const written = answer.trim();
  return written === '' ? {} : draftOf(written);
}

async function choose(
  io: Io,
  prompts: Prompts,
  question: { key: TextKey; options: readonly [string, string][] },
): Promise<string> {
  const options = question.options.map(([value, label]) => ({ value, label }));
  return ask(io, (asking) =>
    prompts.select<string>({ ...asking, message: text(io.locale, question.key), options, maxItems: 10 }),
  );
}

const plain = (codes: readonly string[]): readonly [string, string][] => codes.map((code) => [code, code]);

const isReadable = (words: Draft['title']): boolean => words?.fr !== undefined || words?.ar !== undefined;

const TITLES: Readonly<Record<'fr' | 'ar', Question>> = {
  fr: { key: 'init.titleAsk', pointer: '/title', draftOf: (fr) => ({ title: { fr } }) },
  ar: { key: 'init.titleArAsk', pointer: '/title', draftOf: (ar) => ({ title: { ar } }) },
};

/** Asks for the title in French and Arabic; the language of the person comes first, the other may be left out. */
async function askTitles(io: Io, prompts: Prompts): Promise<Draft> {
  const [first, second] = io.locale === 'ar' ? (['ar', 'fr'] as const) : (['fr', 'ar'] as const);
  const needed = await askText(io, prompts, TITLES[first]);
  return mergeDrafts(needed, await askText(io, prompts, { ...TITLES[second], optional: true }));
}

/** Asks for the words that describe the algorithm. */
async function askWords(io: Io, prompts: Prompts, known: Draft): Promise<Draft> {
  const draft: Draft[] = [known];
  if (known.name === undefined)
    draft.push(await askText(io, prompts, { key: 'init.nameAsk', pointer: '/name', draftOf: (name) => ({ name }) }));
  if (!isReadable(known.title)) draft.push(await askTitles(io, prompts));
  if (!isReadable(known.summary)) {
    const language = io.locale === 'ar' ? 'ar' : 'fr';
    const draftOf = (words: string): Draft => ({ summary: { [language]: words } });
    draft.push(await askText(io, prompts, { key: 'init.summaryAsk', pointer: '/summary', optional: true, draftOf }));
  }
  return mergeDrafts(...draft);
}

/** Asks for what is chosen from lists. */
async function askChoices(io: Io, prompts: Prompts, known: Draft): Promise<Draft> {
  const draft: Draft[] = [known];
  const pick = (key: TextKey, options: readonly [string, string][]) => choose(io, prompts, { key, options });
  if (known.kind === undefined)
    draft.push({ kind: (await pick('init.kindAsk', plain(KINDS))) as (typeof KINDS)[number] });
  if (known.runtime?.engine === undefined) {
    const engine = (await pick('init.engineAsk', plain(ENGINES))) as (typeof ENGINES)[number];
    draft.push({ runtime: { engine } });
  }
  if (known.sectors === undefined) {
    const named = sectors.map(({ code, name }) => [code, pickText(name, io.locale)] as [string, string]);
    draft.push({ sectors: [await pick('init.sectorAsk', named)] as never[] });
  }
  if (known.region === undefined) {
    const named = regions.map(({ code, name }) => [code, `${code} ${pickText(name, io.locale)}`] as [string, string]);
    draft.push({ region: await pick('init.regionAsk', named) });
  }
  return mergeDrafts(...draft);
}

/** Asks the person at the terminal for everything that is needed and not known yet. */
export async function askMissing(io: Io, known: Draft): Promise<Draft> {
  const prompts = await import('@clack/prompts');
  const draft = [await askChoices(io, prompts, await askWords(io, prompts, known))];
  if (known.license === undefined) {
    const draftOf = (license: string): Draft => ({ license });
    draft.push(
      await askText(io, prompts, { key: 'init.licenseAsk', pointer: '/license', initial: 'EUPL-1.2', draftOf }),
    );
  }
  if (known.maintenance?.contacts === undefined) {
    const draftOf = (email: string): Draft => ({ maintenance: { contacts: [{ role: 'support', email }] } });
    draft.push(await askText(io, prompts, { key: 'init.emailAsk', pointer: '/maintenance/contacts', draftOf }));
  }
  return mergeDrafts(...draft);
}
