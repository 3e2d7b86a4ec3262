/** Holds the English texts of searching. */
export const search = {
  'search.none': 'Nothing found.',
  'search.total': '{shown} of {total} algorithms.',
  'search.more': 'For more: the same search with --cursor {cursor}, or all with --all',
  'option.filter-engine': 'Only what this engine runs',
  'option.sort':
    'Order: by relevance (default where there are words), the newest first, the most reused first, by name',
  'option.facets': 'Tell what the search can be narrowed by, with counts',
  'option.explain': 'Tell of each hit what its score is made of',
  'option.all': 'All hits, page after page',
  'search.hyphens': 'Put what begins with "-" into one pair of quotes with the other words.',
  'search.tryWider': 'Try it with fewer filters, or with other words.',
  'search.tryOther': 'Try fewer words, or others in any language; "nforge search" alone lists everything.',
  'search.didYouMean': 'Did you mean: {words}',
  'search.narrow': 'To narrow it, as --sector VALUE and so on:',
  'search.score':
    'score {score} = (words {words} + concepts {concepts}) × coverage {coverage} × rank {rank} + place {place}',
  'search.rank': 'rank: reuse {reuse}, health {health}, freshness {freshness} (each from 0 to 1)',
  'search.word': '{word}: {worth}, found by {by}: {found}',
};
