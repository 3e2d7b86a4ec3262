import { hash } from 'node:crypto';

const MOST_CHARACTERS = 64;

/**
 * Names concepts within their thesaurus by the end of their addresses (`…/thesaurus/concept10` is `concept10`); where two end alike, or
 * an end says nothing, by a part of a hash too. The same address has the same name in every edition, unless another comes to end alike.
 */
export function nameConcepts(iris: readonly string[]): ReadonlyMap<string, string> {
  const ends = new Map(iris.map((iri) => [iri, endOf(iri)]));
  const counts = new Map<string, number>();
  for (const end of ends.values()) counts.set(end, (counts.get(end) ?? 0) + 1);
  const nameOf = (iri: string, end: string): string => {
    if (end !== '' && counts.get(end) === 1) return end;
    const own = hash('sha256', iri).slice(0, 12);
    return end === '' ? own : `${end}-${own}`;
  };
  return new Map([...ends].map(([iri, end]) => [iri, nameOf(iri, end)]));
}

function endOf(iri: string): string {
  const [end = ''] = /[^/#:]*$/u.exec(iri.replace(/[/#]+$/u, '')) ?? [];
  const name = end.normalize('NFC').replace(/[^\p{L}\p{M}\p{N}._~-]+/gu, '-');
  return name.length > MOST_CHARACTERS ? '' : name;
}
