import type { BumpLevel } from '@national-forge/versioning';

/** Gives the numbers of a version without its pre-release. */
export const withoutPreRelease = (version: string): string => version.replace(/-.*$/, '');

/** Gives the lowest version above one that is taken and that is free itself: the next patch, or the next pre-release. */
export function firstFree(version: string, taken: ReadonlySet<string>): string {
  let next = version;
  do next = following(next);
  while (taken.has(next));
  return next;
}

/** Gives the lowest free version that is so much above another one; below 1.0.0 the second number is the one that breaks. */
export function levelUp(base: string, level: BumpLevel, taken: ReadonlySet<string>): string {
  const raised = raise(numbersOf(base), level);
  return taken.has(raised) ? firstFree(raised, taken) : raised;
}

type Numbers = readonly [major: number, minor: number, patch: number];

const numbersOf = (version: string): Numbers => withoutPreRelease(version).split('.').map(Number) as unknown as Numbers;

function raise([major, minor, patch]: Numbers, level: BumpLevel): string {
  const isEarly = major === 0;
  switch (level) {
    case 'major':
      return isEarly ? `0.${minor + 1}.0` : `${major + 1}.0.0`;
    case 'minor':
      return isEarly ? `0.${minor}.${patch + 1}` : `${major}.${minor + 1}.0`;
    case 'patch':
      return `${major}.${minor}.${patch + 1}`;
  }
}

function following(version: string): string {
  const dash = version.indexOf('-');
  if (dash < 0) return raise(numbersOf(version), 'patch');
  const [core, identifiers] = [version.slice(0, dash), version.slice(dash + 1).split('.')];
  const last = identifiers.at(-1) ?? '';
  const next = /^\d+$/.test(last) ? [...identifiers.slice(0, -1), String(Number(last) + 1)] : [...identifiers, '1'];
  return `${core}-${next.join('.')}`;
}
