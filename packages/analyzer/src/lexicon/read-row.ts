import { LANGUAGES, type Language } from '../languages.ts';
import type { LabelRow, LabelScript, LabelStatus } from './concept.ts';
import { isWrittenIn, SCRIPTS } from './label-script.ts';
import type { LexiconProblemCode } from './problem.ts';

/** Is a row, or what is wrong with it. */
export type RowReading =
  | { readonly concept: string; readonly row: LabelRow; readonly problem?: undefined }
  | { readonly problem: LexiconProblemCode; readonly found: string };

const CONCEPT = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Reads one row: `concept`, `language`, `script`, `label`, `status`, `source`, with a tab between. */
export function readRow(line: string): RowReading {
  const columns = line.split('\t');
  if (columns.length !== 6) return { problem: 'columns-wrong', found: String(columns.length) };
  const [concept, language, script, text, status, source] = columns as [string, string, string, string, string, string];
  if (!CONCEPT.test(concept)) return { problem: 'concept-invalid', found: concept };
  if (!isLanguage(language)) return { problem: 'language-unknown', found: language };
  if (!isScriptOf(script, language)) return { problem: 'script-not-of-language', found: `${language} ${script}` };
  const problem = labelProblem(text, script);
  if (problem !== undefined) return { problem, found: text };
  if (!isStatus(status)) return { problem: 'status-unknown', found: status };
  if (status === 'reviewed' && source === '') return { problem: 'source-missing', found: text };
  return { concept, row: { language, script, text, status, source } };
}

function isStatus(status: string): status is LabelStatus {
  return status === 'reviewed' || status === 'unreviewed';
}

function isLanguage(language: string): language is Language {
  return (LANGUAGES as readonly string[]).includes(language);
}

function isScriptOf(script: string, language: Language): script is LabelScript {
  return (SCRIPTS[language] as readonly string[]).includes(script);
}

function labelProblem(text: string, script: LabelScript): LexiconProblemCode | undefined {
  if (text.trim() === '') return 'label-empty';
  if (text !== text.trim() || /\s\s|[^\S ]/.test(text)) return 'label-spaces';
  if (text !== text.normalize('NFC')) return 'label-not-nfc';
  return isWrittenIn(text, script) ? undefined : 'label-in-other-script';
}
