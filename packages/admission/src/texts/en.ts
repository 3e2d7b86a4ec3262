import type { FindingTexts } from './finding-text.ts';

/** Tells every finding, and what to do about it, in English. */
export const en: FindingTexts = {
  'manifest-missing': {
    message: 'There is no {file} at the root of the files.',
    remedy: 'Run “nforge init”, or publish from the folder that holds it.',
  },
  'access-unsupported': {
    message: 'Access “{access}” cannot be published: everything in the registry can be read by anyone.',
    remedy: 'Publish only what is open; keep this algorithm until the registry has read rights.',
  },
  'risk-prohibited': {
    message: 'An algorithm whose risk is prohibited is not published.',
    remedy: 'If the level is wrong, correct risk.level and its grounds.',
  },
  'readme-missing': {
    message: 'There is no README at the root of the files.',
    remedy: 'Add a README.md that says what the algorithm does and how to use it.',
  },
  'file-missing': {
    message: 'The manifest names {file}, but there is no such file.',
    remedy: 'Correct the path (upper and lower case count), add the file, or see whether .forgeignore leaves it out.',
  },
  'glob-empty': {
    message: 'No JSON file matches {glob}.',
    remedy: 'Correct the pattern or add the vectors.',
  },
  'file-too-large': {
    message: 'The file has {size} bytes; at most {limit} are read.',
    remedy: 'Split it into several files.',
  },
  'files-too-large': {
    message: 'JSON and JavaScript files have {size} bytes together; at most {limit} are read.',
    remedy: 'Leave out what is not needed to run the algorithm, or publish large data as a dataset.',
  },
  'json-encoding': {
    message: 'The file is not UTF-8 without byte order mark.',
    remedy: 'Save it again as UTF-8, without BOM.',
  },
  'json-syntax': {
    message: 'This is not JSON: {found} cannot stand here.',
    remedy: 'Look for a missing comma or quote before it. JSON has no comments and no comma after the last item.',
  },
  'json-truncated': {
    message: 'The file ends in the middle of a value.',
    remedy: 'Close what is open: a bracket, a brace or a quote.',
  },
  'json-too-deep': {
    message: 'Lists and objects are nested more than {limit} levels deep.',
    remedy: 'Make the structure flatter.',
  },
  'json-too-many-values': {
    message: 'The file holds more than {limit} values.',
    remedy: 'Split it into several files.',
  },
  'json-duplicate-key': {
    message: 'The member {key} is there twice.',
    remedy: 'Keep one of them: readers do not agree which one counts.',
  },
  'json-key-refused': {
    message: 'The member {key} is not allowed.',
    remedy: 'Give it another name: programs take this one for something of their own.',
  },
  'json-number-range': {
    message: 'The number {number} cannot be held exactly.',
    remedy: 'Write identifiers and account numbers as text, between quotes.',
  },
  'json-lone-surrogate': {
    message: 'The text holds half of a character (a lone surrogate).',
    remedy: 'Write the whole character.',
  },
  'schema-keyword-unknown': {
    message: 'JSON Schema 2020-12 has no keyword {keyword}.',
    remedy: 'Delete it. The only extensions are x-label and x-help.',
    nearest: 'Did you mean {nearest}?',
  },
  'schema-dialect': {
    message: 'The schema says that it is {found}.',
    remedy: 'Use {expected}, or leave $schema out.',
  },
  'schema-id-nested': {
    message: 'A part of the schema has an identifier of its own: {id}.',
    remedy: 'Delete it and refer to the part by #/$defs/….',
  },
  'schema-ref-remote': {
    message: 'The reference {ref} leads out of the release.',
    remedy: 'Put what it refers to into a JSON file of the release and refer to it by a relative path, or into $defs.',
  },
  'schema-ref-missing': {
    message: 'The reference {ref} leads nowhere.',
    remedy: 'Correct it, or add what it refers to under $defs.',
  },
  'schema-ref-file-missing': {
    message: 'The reference {ref} leads to the file {file}, but there is no such file.',
    remedy:
      'Correct the path (it starts from the file that holds the reference; upper and lower case count), add the file, or see whether .forgeignore leaves it out.',
  },
  'schema-ref-not-json': {
    message: 'The reference {ref} leads to {file}, which is no JSON file.',
    remedy: 'Refer to a file whose name ends in .json.',
  },
  'schema-ref-dynamic': {
    message: '{keyword} refers to what the way to it says.',
    remedy: 'Use $ref with #/$defs/….',
  },
  'schema-nullable': {
    message: '2020-12 has no keyword nullable: null would not be allowed.',
    remedy: 'Write "type": ["string", "null"].',
  },
  'schema-pattern-invalid': {
    message: 'The pattern {pattern} is no regular expression (ECMAScript, Unicode mode), or is too long.',
    remedy: 'Escape only what must be escaped, and keep it under 1,000 characters.',
  },
  'schema-text-invalid': {
    message: '{keyword} must be a map of languages with texts, with at least ar or fr.',
    remedy: 'Write for instance {"ar": "…", "fr": "…"}.',
  },
  'schema-too-large': {
    message: 'The schema has more than {limit} parts.',
    remedy: 'Say what is alike once, under $defs.',
  },
  'schema-files-too-large': {
    message: 'The schema is made of more than {files} files, or of more than {bytes} bytes together.',
    remedy: 'Say what is alike once, and refer only to what is needed.',
  },
  'schema-invalid': {
    message: 'This is not allowed in JSON Schema 2020-12. Expected {expected}; found {found}.',
    remedy: 'Correct the value of the keyword.',
  },
  'schema-endless': {
    message: 'A reference leads back to itself without taking a step into the value.',
    remedy: 'Take the circle of $ref apart.',
  },
  'schema-tolerant': {
    message: 'With inputMode: tolerant, {keyword} has no fixed meaning here: it looks at members that are dropped.',
    remedy: 'Say what you mean without it, for instance with required and properties, or use inputMode: strict.',
  },
  'vectors-not-list': {
    message: 'A file of vectors must hold a list.',
    remedy: 'Write [{"name": …, "input": …, "output": …}].',
  },
  'vectors-empty': {
    message: 'The list of vectors is empty.',
    remedy: 'Add a vector or delete the file.',
  },
  'vectors-too-many': {
    message: 'There are {count} vectors; at most {limit} are run.',
    remedy: 'Keep those that differ in what they test.',
  },
  'vector-not-object': {
    message: 'A vector must be an object.',
    remedy: 'Write {"name": …, "input": …, "output": …}.',
  },
  'vector-member-unknown': {
    message: 'A vector has no member {member}.',
    remedy: 'Delete it. Known are name, input, output, tolerance, source and supersedes.',
    nearest: 'Did you mean {nearest}?',
  },
  'vector-member-missing': {
    message: 'The member {member} is missing.',
    remedy: 'Add it.',
  },
  'vector-member-invalid': {
    message: 'The member {member} does not have the form {expected}.',
    remedy: 'Correct it.',
  },
  'vector-name-duplicate': {
    message: 'Another vector is already called “{name}”, in {file}.',
    remedy: 'Give each vector of the release a name of its own.',
  },
  'vector-input-invalid': {
    message:
      'The input of vector “{vector}” is not valid against {schema} at {pointer}. Expected {expected}; found {found}.',
    remedy: 'Correct the vector or the schema.',
  },
  'vector-output-invalid': {
    message:
      'The output of vector “{vector}” is not valid against {schema} at {pointer}. Expected {expected}; found {found}.',
    remedy: 'Correct the vector or the schema.',
  },
  'vector-supersedes-unknown': {
    message: 'Vector “{vector}” supersedes vector “{name}” of {version}, which does not exist.',
    remedy: 'Name the version and the vector that hold the error, as they were published.',
  },
  'entry-extension': {
    message: 'The entry {file} is no JavaScript file.',
    remedy: 'Name a file that ends in .js or .mjs.',
  },
  'script-encoding': {
    message: 'The script is not UTF-8.',
    remedy: 'Save it again as UTF-8.',
  },
  'script-syntax': {
    message: 'The script is not a JavaScript module ({detail}).',
    remedy: 'Correct the syntax here. TypeScript must be compiled first.',
  },
  'script-import': {
    message: 'The script takes code or data from elsewhere.',
    remedy: 'Put the code into this file; read data from runtime.data and call other algorithms through use.',
  },
  'script-default-missing': {
    message: 'The script has no default export.',
    remedy: 'Write: export default (input, { data, use }) => output.',
  },
  'function-missing': {
    message: 'The file defines no function {function}.',
    remedy: 'Write it as “def {function}(input, data, use):” at the beginning of a line; async functions are not run.',
  },
  'secret-found': {
    message: 'Here stands a secret ({kind}).',
    remedy: 'Delete it, and revoke it where it was made: it may have been seen.',
  },
  'token-found': {
    message: 'Here stands an access token of a registry.',
    remedy: 'Delete it, and revoke it with “nforge token revoke”.',
  },
  'check-timeout': {
    message: 'The check took more than {seconds} seconds and was stopped.',
    remedy: 'Look for a pattern or a reference in the schema that multiplies the work; make it simpler.',
  },
  'check-too-heavy': {
    message: 'The check took more than {limit} MiB of memory and was stopped.',
    remedy: 'Make the schema or the vectors smaller.',
  },
  'findings-cut': {
    message: '{left} more findings are not shown.',
    remedy: 'Correct these first and check again.',
  },
};
