import * as z from 'zod';

import { CIVIL_DATE_PATTERN, isCivilDate } from './civil-date.ts';
import { findRefusedCharacter } from './characters.ts';
import { FUNCTION_LIMIT } from './entry.ts';
import { judgeLicense, LICENSE_LIMIT } from './license.ts';
import { ManifestError } from './manifest-error.ts';
import { type AlgorithmName, NAME_PATTERN, parseAlgorithmName } from './names.ts';
import { judgeGlob, judgeJsonPath, PATH_LIMIT } from './paths.ts';
import type { Report } from './problem.ts';
import { rule } from './rule.ts';
import { isRange, isVersion, RANGE_LIMIT, type Version, VERSION_LIMIT } from './version.ts';

const CODE = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const CODE_LIMIT = 64;
const URL_LIMIT = 2000;
const EMAIL_LIMIT = 254;
const EMAIL_PATTERN =
  "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}";
const EMAIL = new RegExp(`^${EMAIL_PATTERN}$`);
// ISO 8601 duration; the look-aheads refuse `P` and `PT` without any number.
const DURATION_PATTERN =
  'P(?=[0-9T])(?:[0-9]{1,4}Y)?(?:[0-9]{1,4}M)?(?:[0-9]{1,4}W)?(?:[0-9]{1,4}D)?(?:T(?=[0-9])(?:[0-9]{1,4}H)?(?:[0-9]{1,4}M)?(?:[0-9]{1,4}S)?)?';
const DURATION = new RegExp(`^${DURATION_PATTERN}$`);

/** Describes `agency/name` as a whole regular expression. */
const ALGORITHM_NAME_PATTERN = `^${NAME_PATTERN}/${NAME_PATTERN}$`;

function judged(judge: (value: string, report: Report) => void, meta: Record<string, unknown>) {
  return z.string().check(rule(judge)).meta(meta);
}

function judgeAlgorithmName(value: string, report: Report): void {
  try {
    parseAlgorithmName(value);
  } catch (error) {
    if (!(error instanceof ManifestError)) throw error;
    report(error.code, error.params);
  }
}

/** Makes the schema of `agency/name`. */
export function algorithmName() {
  const schema = judged(judgeAlgorithmName, { pattern: ALGORITHM_NAME_PATTERN, maxLength: 105 });
  return schema as unknown as z.ZodType<AlgorithmName, string>;
}

/** Makes the schema of a version. */
export function version() {
  const schema = judged(
    (value, report) => {
      if (!isVersion(value)) report('version-invalid', { version: value });
    },
    { pattern: '^[0-9]+\\.[0-9]+\\.[0-9]+(?:-[0-9A-Za-z.-]+)?$', maxLength: VERSION_LIMIT },
  );
  return schema as unknown as z.ZodType<Version, string>;
}

/** Makes the schema of a range of versions. */
export function range() {
  return judged(
    (value, report) => {
      if (!isRange(value)) report('range-invalid', { value });
    },
    { minLength: 1, maxLength: RANGE_LIMIT },
  );
}

/** Makes the schema of a code: lower-case words of letters and digits joined by hyphens. */
export function code() {
  return judged(
    (value, report) => {
      if (value.length > CODE_LIMIT || !CODE.test(value)) report('code-invalid', { value });
    },
    { pattern: CODE.source, maxLength: CODE_LIMIT },
  );
}

/** Makes the schema of a civil date, `YYYY-MM-DD`. */
export function civilDate() {
  return judged(
    (value, report) => {
      if (!isCivilDate(value)) report('date-invalid', { value });
    },
    { pattern: `^${CIVIL_DATE_PATTERN}$` },
  );
}

/** Makes the schema of an ISO 8601 duration, such as `P5Y`. */
export function duration() {
  return judged(
    (value, report) => {
      if (!DURATION.test(value)) report('duration-invalid', { value });
    },
    { pattern: `^${DURATION_PATTERN}$` },
  );
}

/** Makes the schema of a URL with the scheme http or https and without credentials; other scripts are allowed (IRI). */
export function url() {
  return judged(
    (value, report) => {
      if (!isWebUrl(value)) report('url-invalid', { value });
    },
    { pattern: '^https?://\\S+$', maxLength: URL_LIMIT },
  );
}

/** Makes the schema of the identifier of an organisation: a web address or a URN. */
export function uri() {
  return judged(
    (value, report) => {
      if (!isWebUrl(value) && !isUrn(value)) report('uri-invalid', { value });
    },
    { pattern: '^(?:https?://\\S+|urn:\\S+)$', maxLength: URL_LIMIT },
  );
}

function isWebUrl(value: string): boolean {
  if (value.length > URL_LIMIT || !/^https?:\/\/[^\s\\]+$/.test(value) || findRefusedCharacter(value)) return false;
  // `https://bank.example@attacker.example` shows one host and opens another.
  return !/^https?:\/\/[^/?#]*@/.test(value) && URL.canParse(value);
}

function isUrn(value: string): boolean {
  return value.length <= URL_LIMIT && /^urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:[\w.~!$&'()*+,;=:@%/-]+$/i.test(value);
}

/** Makes the schema of a mailbox's address (the form that HTML accepts, with a domain of at least two labels). */
export function email() {
  return judged(
    (value, report) => {
      if (value.length > EMAIL_LIMIT || !EMAIL.test(value)) report('email-invalid', { value });
    },
    { pattern: `^${EMAIL_PATTERN}$`, maxLength: EMAIL_LIMIT },
  );
}

/** Makes the schema of a BCP 47 language tag, in its canonical upper and lower case. */
export function languageTag() {
  return judged(judgeLanguageTag, { pattern: '^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$', maxLength: 35 });
}

function judgeLanguageTag(value: string, report: Report): void {
  const canonical = value.length <= 35 ? canonicalTag(value) : undefined;
  if (canonical === undefined) report('language-tag-invalid', { value });
  // Only the case is held against the author: what else ICU renames differs between its versions.
  else if (canonical !== value && canonical.toLowerCase() === value.toLowerCase()) {
    report('language-tag-invalid', { value, nearest: canonical });
  }
}

function canonicalTag(value: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(value)[0];
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Makes the schema of an SPDX licence expression. */
export function license() {
  return judged(judgeLicense, { minLength: 1, maxLength: LICENSE_LIMIT });
}

/** Makes the schema of an entry; what it must be depends on the engine, so that its runtime judges it. */
export function entry() {
  return z.string().meta({ minLength: 1, maxLength: PATH_LIMIT + 1 + FUNCTION_LIMIT });
}

/** Makes the schema of the path of a JSON file of the release. */
export function jsonPath() {
  return judged(judgeJsonPath, { pattern: '\\.json$', maxLength: PATH_LIMIT });
}

/** Makes the schema of a glob over JSON files of the release. */
export function glob() {
  return judged(judgeGlob, { pattern: '(?:\\.json|\\*)$', maxLength: PATH_LIMIT });
}
