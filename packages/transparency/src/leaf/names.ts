const NAME = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const TAG = /^[a-z][a-z0-9-]{0,31}$/;
const NUMBER = '(?:0|[1-9][0-9]*)';
const PRE_RELEASE_PART = `(?:${NUMBER}|[0-9]*[A-Za-z-][0-9A-Za-z-]*)`;
const VERSION = new RegExp(`^${NUMBER}\\.${NUMBER}\\.${NUMBER}(?:-${PRE_RELEASE_PART}(?:\\.${PRE_RELEASE_PART})*)?$`);
const AGENCY_LIMIT = 40;
const SHORT_NAME_LIMIT = 64;
const VERSION_LIMIT = 64;

/** Tells whether a text is the name of an agency: words of `a-z0-9` joined by hyphens, at most 40 characters. */
export function isAgencyName(text: string): boolean {
  return text.length <= AGENCY_LIMIT && NAME.test(text);
}

/** Tells whether a text is the short name of an algorithm, the part after the slash: at most 64 characters. */
export function isShortName(text: string): boolean {
  return text.length <= SHORT_NAME_LIMIT && NAME.test(text);
}

/** Tells whether a text is `agency/name`. */
export function isAlgorithmName(text: string): boolean {
  const slash = text.indexOf('/');
  return slash > 0 && isAgencyName(text.slice(0, slash)) && isShortName(text.slice(slash + 1));
}

/** Tells whether a text is a SemVer 2.0.0 version without build metadata, at most 64 characters. */
export function isVersion(text: string): boolean {
  return text.length <= VERSION_LIMIT && VERSION.test(text);
}

/** Tells whether a text is the name of a channel. */
export function isTag(text: string): boolean {
  return TAG.test(text);
}
