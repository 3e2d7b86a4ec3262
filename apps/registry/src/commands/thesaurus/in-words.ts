import { ThesaurusError, type ThesaurusErrorCode } from '../../ports.ts';
import { CodedError } from '../command.ts';
import { localeOf } from '../describe-failure.ts';
import type { Io } from '../io.ts';
import { fill, textsIn } from './texts.ts';

/** Exit codes that are not 1: 2 usage, 5 refused by policy, 6 not found, 7 conflict. */
const EXITS: Readonly<Partial<Record<ThesaurusErrorCode, number>>> = {
  'id-invalid': 2,
  'file-unreadable': 2,
  'format-unknown': 2,
  'remote-context': 5,
  'entity-refused': 5,
  'title-missing': 5,
  'licence-missing': 5,
  'licence-ambiguous': 5,
  'thesaurus-unknown': 6,
  'thesaurus-exists': 7,
};

/** Does work, and tells in the language of the operator why it failed. */
export async function inWords<T>(io: Io, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ThesaurusError)) throw error;
    const { code, params } = error;
    const { file = '', line = 0 } = params;
    const place = line === 0 ? file : `${file}:${line}`;
    const locale = localeOf(io.env);
    const message = fill(textsIn(locale).errors[code], { ...params, place }, locale);
    throw new CodedError(message, { code, exitCode: EXITS[code] ?? 1 });
  }
}
