/** Hands the reader of files of statements to the command that imports; its parsers are loaded by nobody else. */
export { readStatements } from '../adapters/rdf/read-statements.ts';
