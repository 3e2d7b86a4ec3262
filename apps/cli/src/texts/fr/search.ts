import type { search as en } from '../en/search.ts';

/** Holds the French texts of searching. */
export const search: Readonly<Record<keyof typeof en, string>> = {
  'search.none': 'Aucun résultat.',
  'search.total': '{shown} algorithmes sur {total}.',
  'search.more': 'Pour la suite : la même recherche avec --cursor {cursor}, ou tout avec --all',
  'option.filter-engine': 'Seulement ce que ce moteur exécute',
  'option.sort':
    "Ordre : pertinence (défaut s'il y a des mots), le plus récent d'abord, le plus réutilisé d'abord, nom",
  'option.facets': 'Dire par quoi la recherche peut être restreinte, avec les nombres',
  'option.explain': 'Dire de chaque résultat de quoi son score est fait',
  'option.all': 'Tous les résultats, page après page',
  'search.hyphens': 'Mettez ce qui commence par « - » entre apostrophes avec les autres mots.',
  'search.tryWider': "Essayez avec moins de filtres, ou avec d'autres mots.",
  'search.tryOther':
    "Essayez moins de mots, ou d'autres, dans n'importe quelle langue ; « nforge search » seul liste tout.",
  'search.didYouMean': 'Vouliez-vous dire : {words}',
  'search.narrow': 'Pour restreindre, par --sector VALEUR et ainsi de suite :',
  'search.score':
    'score {score} = (mots {words} + concepts {concepts}) × couverture {coverage} × rang {rank} + place {place}',
  'search.rank': 'rang : réutilisation {reuse}, santé {health}, fraîcheur {freshness} (chacune de 0 à 1)',
  'search.word': '{word} : {worth}, trouvé par {by} : {found}',
};
