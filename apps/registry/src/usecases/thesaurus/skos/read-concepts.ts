import type { ThesaurusConcept } from '../../../ports.ts';
import { ThesaurusError } from '../../../ports.ts';
import { nameConcepts } from './concept-names.ts';
import type { Resources } from './gather-resources.ts';
import { isAcronym, labelsOf, type LabelsLeftOut } from './label-rows.ts';
import { lowerCapitals } from './lower-capitals.ts';

/** Counts what was left out, and why. */
export interface LeftOut extends LabelsLeftOut {
  readonly deprecated: number;
  /** Concepts without a label in one of our languages. */
  readonly withoutLabels: number;
  /** Concepts without an address: nobody could speak of them. */
  readonly unnamed: number;
  /** Notations that are no acronyms. */
  readonly notations: number;
}

/**
 * Reads the concepts of a thesaurus: those in use, with their labels in our languages, in the order of their names.
 * @throws ThesaurusError `no-concepts`, `no-labels`, `label-too-long`
 */
export function readConcepts(
  { concepts, forms }: Resources,
  thesaurus: { readonly id: string; readonly title: string },
): { readonly concepts: readonly ThesaurusConcept[]; readonly leftOut: LeftOut } {
  const all = [...concepts].filter(([, { isConcept }]) => isConcept);
  const used = all.filter(([iri, { isDeprecated }]) => !isDeprecated && !iri.startsWith('_:'));
  if (used.length === 0) throw new ThesaurusError('no-concepts', { found: all.length });
  const notations = used.flatMap(([, draft]) => draft.notations);
  // Where most concepts have one, notations are the codes of a classification, letters or not.
  const hasAcronyms = used.filter(([, draft]) => draft.notations.length > 0).length * 2 <= used.length;
  const labelsLeftOut: LabelsLeftOut = { languages: {}, otherScript: 0 };
  const names = nameConcepts(used.map(([iri]) => iri));
  const read = used.flatMap((entry): readonly ThesaurusConcept[] => {
    const [iri] = entry;
    const labels = labelsOf(entry, { forms, hasAcronyms }, labelsLeftOut);
    const rows = labels.map((label) => ({ ...label, status: 'unreviewed' as const, source: thesaurus.title }));
    return rows.length === 0 ? [] : [{ id: `${thesaurus.id}:${names.get(iri) ?? ''}`, iri, labels: rows }];
  });
  if (read.length === 0)
    throw new ThesaurusError('no-labels', { found: Object.keys(labelsLeftOut.languages).join(', ') });
  const deprecated = all.filter(([, { isDeprecated }]) => isDeprecated).length;
  const leftOut = {
    ...labelsLeftOut,
    deprecated,
    withoutLabels: used.length - read.length,
    unnamed: all.length - deprecated - used.length,
    notations: hasAcronyms ? notations.filter((notation) => !isAcronym(notation)).length : notations.length,
  };
  return { concepts: lowerCapitals(read).toSorted((a, b) => (a.id < b.id ? -1 : 1)), leftOut };
}
