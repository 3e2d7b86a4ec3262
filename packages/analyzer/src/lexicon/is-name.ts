import type { Concept, Label } from './concept.ts';

/** Tells whether a concept is a name (a town, a body): French and English both write its first letter large, and not as an acronym. */
export function isNameOf({ labels }: Concept): boolean {
  return (['fr', 'en'] as const).every((language) => isNameLike(labels.find((label) => label.language === language)));
}

function isNameLike(label: Label | undefined): boolean {
  return label !== undefined && /^\p{Lu}/u.test(label.text) && label.text !== label.text.toUpperCase();
}
