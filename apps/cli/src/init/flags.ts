import type { Arguments } from '../command.ts';
import { optionalString, strings } from '../options.ts';
import { UsageError } from '../usage-error.ts';
import { problemsOf, type Draft } from './draft.ts';

const LANGUAGES = ['fr', 'ar', 'en'] as const;

function localised(args: Arguments, field: 'title' | 'summary' | 'organisation'): Record<string, string> | undefined {
  const entries = LANGUAGES.flatMap((language) => {
    const words = optionalString(args, `${field}-${language}`)?.trim();
    return words ? [[language, words] as const] : [];
  });
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Reads the options that describe the algorithm. */
export function draftOfFlags(args: Arguments): Draft {
  const engine = optionalString(args, 'engine');
  const email = optionalString(args, 'email');
  const sectors = strings(args, 'sector');
  const organisation = localised(args, 'organisation');
  const draft = {
    name: optionalString(args, 'name'),
    title: localised(args, 'title'),
    summary: localised(args, 'summary'),
    kind: optionalString(args, 'kind'),
    runtime: engine === undefined ? undefined : { engine },
    sectors: sectors.length === 0 ? undefined : sectors,
    organisation: organisation && { name: organisation },
    region: optionalString(args, 'region'),
    maintenance: email === undefined ? undefined : { contacts: [{ role: 'support', email }] },
    license: optionalString(args, 'license'),
  };
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));
}

/** Lists the options that are still needed, as they are written. */
export function missingFlags(draft: Draft): readonly string[] {
  const readable = draft.title?.fr !== undefined || draft.title?.ar !== undefined;
  const needs: readonly (readonly [boolean, string])[] = [
    [draft.name === undefined, '--name'],
    [!readable, '--title-fr'],
    [draft.kind === undefined, '--kind'],
    [draft.sectors === undefined, '--sector'],
    [draft.region === undefined, '--region'],
    [draft.maintenance?.contacts === undefined, '--email'],
  ];
  return needs.flatMap(([missing, option]) => (missing ? [option] : []));
}

const OPTIONS: readonly (readonly [pointer: string, option: string])[] = [
  ['/name', '--name'],
  ['/title/ar', '--title-ar'],
  ['/title/en', '--title-en'],
  ['/title', '--title-fr'],
  ['/summary/ar', '--summary-ar'],
  ['/summary/en', '--summary-en'],
  ['/summary', '--summary-fr'],
  ['/organisation/name/ar', '--organisation-ar'],
  ['/organisation/name/en', '--organisation-en'],
  ['/organisation', '--organisation-fr'],
  ['/kind', '--kind'],
  ['/runtime', '--engine'],
  ['/sectors', '--sector'],
  ['/region', '--region'],
  ['/license', '--license'],
  ['/maintenance/contacts', '--email'],
];

/**
 * Proves that a completed draft is a valid manifest.
 *
 * @throws UsageError that tells every option whose value cannot be used
 */
export function assertValid(draft: Draft): void {
  const problems = problemsOf(draft);
  if (problems.length === 0) return;
  throw new UsageError(
    'init.wrong',
    {},
    {
      command: 'init',
      problems: problems.map((problem) => ({
        where: OPTIONS.find(([pointer]) => problem.path.startsWith(pointer))?.[1] ?? problem.path,
        problem,
      })),
    },
  );
}
