/** Names why a thesaurus cannot be imported, replaced or removed. */
export type ThesaurusErrorCode =
  | 'id-invalid'
  | 'file-unreadable'
  | 'file-too-large'
  | 'format-unknown'
  | 'not-utf8'
  | 'syntax'
  | 'too-deep'
  | 'too-many-statements'
  | 'too-many-concepts'
  | 'remote-context'
  | 'entity-refused'
  | 'entities-too-long'
  | 'not-rdf-xml'
  | 'label-too-long'
  | 'no-concepts'
  | 'no-labels'
  | 'title-missing'
  | 'licence-missing'
  | 'licence-ambiguous'
  | 'text-too-long'
  | 'thesaurus-exists'
  | 'thesaurus-unknown';

/** Is what a text about such an error names: a file, a line, what was found, what is allowed. */
export type ThesaurusErrorParams = Readonly<Record<string, string | number>>;

/** Ends the work on a thesaurus; the commands tell it in the language of the operator. */
export class ThesaurusError extends Error {
  readonly code: ThesaurusErrorCode;
  readonly params: ThesaurusErrorParams;

  constructor(code: ThesaurusErrorCode, params: ThesaurusErrorParams = {}, cause?: unknown) {
    super(`${code} ${JSON.stringify(params)}`, cause === undefined ? undefined : { cause });
    this.name = 'ThesaurusError';
    this.code = code;
    this.params = params;
  }
}
