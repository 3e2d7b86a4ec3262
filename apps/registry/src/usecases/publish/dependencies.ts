import { pathOf, type Algorithm, type ProblemItem } from '@national-forge/api';
import type { Locale } from '@national-forge/manifest';
import { satisfies } from '@national-forge/versioning';

import type { Deps } from '../deps.ts';
import { nameParams } from '../stored-document.ts';

/** Is what is wrong with a dependency of a release. */
export interface DependencyFault {
  readonly severity: 'error' | 'warning';
  describe(locale: Locale): ProblemItem;
}

type Texts = Readonly<
  Record<Locale, (name: string, other: string) => { readonly message: string; readonly hint: string }>
>;

const UNKNOWN: Texts = {
  ar: (name) => ({
    message: `يعتمد الإصدار على «\u2068${name}\u2069» وهو غير منشور في هذا السجل.`,
    hint: 'انشر الخوارزمية التي يعتمد عليها أولا، أو أرسل الإصدارين معا في الطلب نفسه.',
  }),
  fr: (name) => ({
    message: `La version dépend de « ${name} », qui n'est pas publié dans ce registre.`,
    hint: "Publiez d'abord l'algorithme dont elle dépend, ou envoyez les deux dans la même requête.",
  }),
  en: (name) => ({
    message: `The release depends on "${name}", which is not published in this registry.`,
    hint: 'Publish the algorithm it depends on first, or send both in one request.',
  }),
};

const MOVED: Texts = {
  ar: (name, to) => ({
    message: `يعتمد الإصدار على «\u2068${name}\u2069»، وقد صار اسمها «\u2068${to}\u2069».`,
    hint: 'يبقى الاسم القديم صالحا؛ والأفضل كتابة الاسم الجديد في algorithm.yaml.',
  }),
  fr: (name, to) => ({
    message: `La version dépend de « ${name} », qui s'appelle désormais « ${to} ».`,
    hint: "L'ancien nom reste valable ; écrivez de préférence le nouveau dans algorithm.yaml.",
  }),
  en: (name, to) => ({
    message: `The release depends on "${name}", which is called "${to}" now.`,
    hint: 'The old name goes on working; better write the new one in algorithm.yaml.',
  }),
};

const UNSATISFIED: Texts = {
  ar: (name, range) => ({
    message: `لا يوجد حاليا أي إصدار من «\u2068${name}\u2069» يوافق «\u2068${range}\u2069».`,
    hint: 'لا يمكن تثبيت هذا الإصدار حتى ينشر إصدار موافق.',
  }),
  fr: (name, range) => ({
    message: `Aucune version de « ${name} » ne satisfait « ${range} » pour l'instant.`,
    hint: "Cette version ne pourra être installée que lorsqu'une version convenable sera publiée.",
  }),
  en: (name, range) => ({
    message: `No version of "${name}" fits "${range}" yet.`,
    hint: 'This release cannot be installed until a fitting version is published.',
  }),
};

/**
 * Judges dependencies: an unknown algorithm is refused (a typo, or a name that an attacker may register later), a range
 * that nothing fits yet is a warning, and so is a name that moved. Reads the head of each; the whole list only when nothing in the head fits.
 */
export async function judgeDependencies(
  deps: Pick<Deps, 'catalogue' | 'documents' | 'names'>,
  dependencies: Readonly<Record<string, string>>,
  together: ReadonlySet<string>,
): Promise<readonly DependencyFault[]> {
  const faults = await Promise.all(
    Object.entries(dependencies).map(async ([name, range]) => {
      const to = deps.names.algorithm(name)?.to ?? name;
      const moved = to === name ? [] : [fault('warning', { code: 'dependency-moved', name, other: to }, MOVED)];
      return [...moved, ...(together.has(to) ? [] : await judgeRange(deps, { name, to, range }))];
    }),
  );
  return faults.flat();
}

interface Wanted {
  /** As the manifest says it. */
  readonly name: string;
  /** The present name. */
  readonly to: string;
  readonly range: string;
}

async function judgeRange(
  deps: Pick<Deps, 'catalogue' | 'documents'>,
  { name, to, range }: Wanted,
): Promise<readonly DependencyFault[]> {
  const head = deps.documents.find(pathOf('getAlgorithm', nameParams(to)));
  if (head === undefined) return [fault('error', { code: 'dependency-unknown', name, other: range }, UNKNOWN)];
  const { versions } = JSON.parse(head.bytes.toString()) as Algorithm;
  if (versions.some(({ version, yanked, tombstoned }) => !yanked && !tombstoned && satisfies(version, range)))
    return [];
  const all = (await deps.catalogue.listReleases(to)) ?? [];
  if (all.some(({ version, yanked }) => !yanked && satisfies(version, range))) return [];
  return [fault('warning', { code: 'dependency-unsatisfied', name, other: range }, UNSATISFIED)];
}

function fault(
  severity: 'error' | 'warning',
  { code, name, other }: { readonly code: string; readonly name: string; readonly other: string },
  texts: Texts,
): DependencyFault {
  // The JSON Pointer of the manifest (RFC 6901): "/" in the key is "~1".
  const pointer = `/dependencies/${name.replace('/', '~1')}`;
  const place = { file: 'algorithm.yaml', pointer };
  return { severity, describe: (locale) => ({ code, severity, ...texts[locale](name, other), ...place }) };
}
