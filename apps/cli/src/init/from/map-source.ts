import { mergeDrafts, type Draft } from '../draft.ts';
import type { LossReason, Mapping, SourceFormat } from './source.ts';

/** Tells what became of one field. */
export interface Fate {
  readonly path: string;
  /** Path of the manifest it went to. */
  readonly target?: string;
  readonly lost?: LossReason;
}

/** Is what was read out of a file of another standard. */
export interface Mapped {
  readonly draft: Draft;
  readonly fates: readonly Fate[];
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function matches(pattern: readonly string[], path: readonly string[]): boolean {
  return path.every((part, index) => pattern[index] === '*' || pattern[index] === part);
}

interface Table {
  readonly mapping: Mapping;
  readonly pattern: readonly string[];
}

/** Maps every field of a file by the table of its format; a field that the table does not know is told as `unknown`. */
export function mapSource(format: SourceFormat, tree: unknown, language: string): Mapped {
  const table = format.mappings.map((mapping) => ({ mapping, pattern: mapping.from.split('.') }));
  const drafts: Draft[] = [];
  const fates: Fate[] = [];
  const sources = new Map<string, Fate[]>();
  const visit = (value: unknown, path: readonly string[]): void => {
    const exact = table.find(({ pattern }) => pattern.length === path.length && matches(pattern, path));
    const deeper = isMap(value) && table.some(({ pattern }) => pattern.length > path.length && matches(pattern, path));
    // `tool.*` stands back where the table knows what lies below `tool.poetry`.
    if (exact !== undefined && !(deeper && exact.pattern.at(-1) === '*')) take(exact, value, path);
    else if (deeper) for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
    else fates.push({ path: path.join('.'), lost: 'unknown' });
  };
  const take = ({ mapping, pattern }: Table, value: unknown, path: readonly string[]): void => {
    const stars = path.filter((_, index) => pattern[index] === '*');
    const taken = mapping.take(value, { language, stars });
    const name = path.join('.');
    if ('set' in taken) {
      drafts.push(taken.set);
      const fate = { path: name, target: (mapping.to ?? '').replace('*', stars[0] ?? '') };
      fates.push(fate);
      for (const member of Object.keys(taken.set)) sources.set(member, [...(sources.get(member) ?? []), fate]);
    }
    if (taken.lost !== undefined) fates.push({ path: name, lost: taken.lost });
  };
  if (isMap(tree)) for (const [key, value] of Object.entries(tree)) visit(value, [key]);
  return withoutUnreadable({ draft: mergeDrafts(...drafts, format.implies ?? {}), fates }, sources);
}

/** Members that may be missing, but not be there without French or Arabic. */
const OPTIONAL_TEXTS = ['description', 'features', 'keywords'] as const;

/** Leaves out optional texts that lack French and Arabic, and says so of the fields they came from. */
function withoutUnreadable({ draft, fates }: Mapped, sources: ReadonlyMap<string, readonly Fate[]>): Mapped {
  const dropped = OPTIONAL_TEXTS.filter((member) => {
    const texts = draft[member];
    return texts !== undefined && texts.fr === undefined && texts.ar === undefined;
  });
  const lost = new Set(dropped.flatMap((member) => sources.get(member) ?? []));
  return {
    draft: Object.fromEntries(Object.entries(draft).filter(([member]) => !dropped.some((one) => one === member))),
    fates: fates.map((fate) => (lost.has(fate) ? { path: fate.path, lost: 'readable' } : fate)),
  };
}
