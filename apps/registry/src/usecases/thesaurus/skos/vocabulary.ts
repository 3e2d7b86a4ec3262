const SKOS = 'http://www.w3.org/2004/02/skos/core#';
const SKOS_XL = 'http://www.w3.org/2008/05/skos-xl#';
const DCT = 'http://purl.org/dc/terms/';
const DC = 'http://purl.org/dc/elements/1.1/';
const OWL = 'http://www.w3.org/2002/07/owl#';

/** Names what we read of SKOS (SKOS Reference, W3C 2009) and of the vocabularies that its files are described with. */
export const TERMS = {
  type: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type',
  concept: `${SKOS}Concept`,
  inScheme: `${SKOS}inScheme`,
  notation: `${SKOS}notation`,
  deprecated: `${OWL}deprecated`,
  literalForm: `${SKOS_XL}literalForm`,
} as const;

/** Lists the properties that give labels as texts, the preferred first, hidden ones last. */
export const LABEL_PROPERTIES = [`${SKOS}prefLabel`, `${SKOS}altLabel`, `${SKOS}hiddenLabel`] as const;

/** Lists those that give labels as resources (SKOS Reference, Appendix B), in the same order. */
export const XL_LABEL_PROPERTIES = [`${SKOS_XL}prefLabel`, `${SKOS_XL}altLabel`, `${SKOS_XL}hiddenLabel`] as const;

/** Lists the types of what describes a whole thesaurus. */
export const WHOLE_TYPES: readonly string[] = [
  `${SKOS}ConceptScheme`,
  `${OWL}Ontology`,
  'http://rdfs.org/ns/void#Dataset',
  'http://www.w3.org/ns/dcat#Dataset',
];

/** Lists the properties that say a title, a licence, a version: what says it best first. */
export const DESCRIBING = {
  title: [
    `${DCT}title`,
    `${DC}title`,
    `${SKOS}prefLabel`,
    'http://www.w3.org/2000/01/rdf-schema#label',
    'http://schema.org/name',
  ],
  licence: [
    `${DCT}license`,
    'http://creativecommons.org/ns#license',
    'http://schema.org/license',
    'http://www.w3.org/1999/xhtml/vocab#license',
    `${DCT}rights`,
    `${DC}rights`,
  ],
  version: [`${OWL}versionInfo`, 'http://schema.org/version', `${DCT}hasVersion`, `${DCT}modified`, `${DCT}issued`],
} as const;
