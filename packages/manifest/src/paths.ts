import type { Report } from './problem.ts';

/** Bounds a path in a manifest, in characters. */
export const PATH_LIMIT = 200;

// What no archive may hold, or what another system reads differently: controls, `\` and `:` (Windows), the glob characters.
const UNSAFE = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\\:*?"<>|]/u;

/** Judges the path of a file of the release: relative, `/` between segments, no `.` or `..`, in Unicode form NFC. */
export function judgePath(path: string, report: Report): void {
  judgeSegments(path, path, report);
}

/** Judges the path of a JSON file. */
export function judgeJsonPath(path: string, report: Report): void {
  if (path.endsWith('.json')) judgePath(path, report);
  else report('path-not-json', { value: path });
}

/**
 * Judges a glob over the files of the release: a path in which `*` and `?` stand for characters of one segment and a
 * segment `**` for any number of segments. Braces and classes are plain characters, so that no glob can be made costly.
 */
export function judgeGlob(glob: string, report: Report): void {
  if (/\*\*[^/]|[^/]\*\*/.test(glob)) report('path-invalid', { value: glob });
  else if (!glob.endsWith('.json') && !glob.endsWith('*')) report('path-not-json', { value: glob });
  else judgeSegments(glob, glob.replace(/[*?]/g, 'x'), report);
}

// The end of a segment tells `.` and `..` too; Windows drops a final dot or space, so that `a.` would be `a`.
function judgeSegments(shown: string, path: string, report: Report): void {
  const invalid =
    path === '' ||
    path.length > PATH_LIMIT ||
    UNSAFE.test(path) ||
    path.split('/').some((segment) => segment === '' || /[. ]$/.test(segment));
  if (invalid) report('path-invalid', { value: shown });
  else if (!path.isWellFormed() || path.normalize('NFC') !== path) report('path-not-nfc', { value: shown });
}

/** Tells whether a path matches a glob of a manifest; takes time in proportion to both lengths multiplied, never more. */
export function matchesGlob(path: string, glob: string): boolean {
  return matchesList(path.split('/'), glob.split('/'), {
    isStar: (segment) => segment === '**',
    matches: (segment, pattern) =>
      matchesList(Array.from(segment), Array.from(pattern), { isStar: (sign) => sign === '*', matches: isSameSign }),
  });
}

function isSameSign(character: string, sign: string): boolean {
  return sign === '?' || character === sign;
}

interface ListMatch {
  readonly isStar: (pattern: string) => boolean;
  readonly matches: (item: string, pattern: string) => boolean;
}

/** Matches with one place to come back to, the last star: no exponential search, whatever the pattern. */
function matchesList(items: readonly string[], patterns: readonly string[], match: ListMatch): boolean {
  let [item, pattern, star, retry] = [0, 0, -1, 0];
  while (item < items.length) {
    const wanted = patterns[pattern];
    if (wanted !== undefined && match.isStar(wanted)) [star, retry, pattern] = [pattern, item, pattern + 1];
    else if (wanted !== undefined && match.matches(items[item] ?? '', wanted))
      [item, pattern] = [item + 1, pattern + 1];
    else if (star >= 0) [item, pattern, retry] = [retry + 1, star + 1, retry + 1];
    else return false;
  }
  return patterns.slice(pattern).every(match.isStar);
}
