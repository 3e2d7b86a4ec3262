import type { ThesaurusTexts } from '../texts.ts';

/** The sentences in English. */
export const en: ThesaurusTexts = {
  errors: {
    'id-invalid':
      '"{id}" is no name for a thesaurus: small letters, digits and single hyphens, a letter first, at most 40 characters, such as unesco.',
    'file-unreadable': 'The file {file} cannot be read. Check its name, and your right to read it.',
    'file-too-large':
      '{file} is larger than {limit} MiB. Leave out what is not needed (notes, other languages), or convert it to Turtle.',
    'format-unknown': '{file}: the ending of the name tells no format. Say --format turtle, rdf-xml or json-ld.',
    'not-utf8': '{place}: this is not UTF-8. Save the file as UTF-8.',
    syntax: '{place}: this cannot be understood: {reason} – Is the file whole, and is the format right (--format)?',
    'too-deep': '{place}: more than {limit} levels are nested here. No thesaurus needs that.',
    'too-many-statements':
      '{file} says more than {limit} things. Leave out what is not needed (notes, other languages).',
    'too-many-concepts':
      'The file tells of more than {limit} concepts, or labels of SKOS-XL. Leave out what is not needed.',
    'remote-context':
      '{file} takes its context from {url}. Nothing is fetched: put the context into the file, or convert it to Turtle.',
    'entity-refused':
      '{place}: "{name}" is refused. An entity stands for one short text without other entities in it, never for a file or an address.',
    'entities-too-long': '{place}: the entities stand for more text than any thesaurus has.',
    'not-rdf-xml': '{place}: this is XML, but not RDF/XML: the first element is {found}, not rdf:RDF.',
    'label-too-long':
      'A label of the concept {concept} has more than {limit} characters: "{found}…". Shorten it or take it out.',
    'no-concepts':
      'The file holds no concept in use (a skos:Concept with an address, not deprecated; without that: {found}). Is it SKOS?',
    'no-labels': 'No concept has a label in ar, ary, zgh, fr or en. Languages found: {found}.',
    'title-missing': 'The file states no title. Say it with --title.',
    'licence-missing':
      'The file states no licence, and without one nothing is imported. Ask the publisher, and say it with --licence, such as "CC BY-SA 3.0 IGO".',
    'licence-ambiguous': 'The file states several licences: {found}. Say with --licence which of them holds.',
    'text-too-long': '{option}: this has more than {limit} characters: "{found}…". Say it in short with {option}.',
    'thesaurus-exists': 'There is a thesaurus "{id}" already. Say --replace, or choose another --id.',
    'thesaurus-unknown': 'There is no thesaurus "{id}". "nforge-registry thesaurus list" shows those that there are.',
  },
  imported: '"{title}" is imported as {id}. Concepts: {concepts}. Labels: {labels}.',
  replaced: '"{title}" is imported in place of the former {id}. Concepts: {concepts}. Labels: {labels}.',
  joined: 'The national lexicon has {count} of these {concepts} concepts: both are one now, such as {some}.',
  joinedNone: 'The national lexicon has none of these concepts: all stand beside it.',
  licence: 'Licence, shown to everybody under /api/v1: {licence}',
  removed: 'The thesaurus "{id}" is removed.',
  leftOut: {
    deprecated: 'Left out: deprecated concepts: {count}',
    withoutLabels: 'Left out: concepts without a label in ar, ary, zgh, fr or en: {count}',
    unnamed: 'Left out: concepts without an address: {count}',
    languages: 'Left out: labels in other languages: {count} ({tags})',
    untagged: 'Left out: labels that do not say their language: {count}',
    otherScript: 'Left out: labels in a script that their language is not written in: {count}',
    notations: 'Left out: notations that are no acronyms: {count}',
  },
};
