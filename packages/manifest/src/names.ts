import semver from 'semver';

import { ManifestError } from './manifest-error.ts';
import { isReservedName } from './reserved-names.ts';
import { isVersion } from './version.ts';

declare const brand: unique symbol;

/** Names an agency: lower-case words of letters and digits joined by single hyphens, at most 40 characters. */
export type AgencyName = string & { readonly [brand]: 'AgencyName' };

/** Names an algorithm with its owner: `agency/name`, the second part at most 64 characters. */
export type AlgorithmName = string & { readonly [brand]: 'AlgorithmName' };

/** Names a channel, a movable tag such as `beta`: at most 32 characters, never to be read as a version range. */
export type ChannelName = string & { readonly [brand]: 'ChannelName' };

/** Bounds the part of an algorithm's name before the slash, in characters. */
const AGENCY_NAME_LIMIT = 40;

/** Bounds the part of an algorithm's name after the slash, in characters. */
const ALGORITHM_NAME_LIMIT = 64;

/** Describes one part of a name as the source of a regular expression (no anchors). */
export const NAME_PATTERN = '[a-z][a-z0-9]*(?:-[a-z0-9]+)*';

const NAME = new RegExp(`^${NAME_PATTERN}$`);
const CHANNEL = /^[a-z][a-z0-9-]{0,31}$/;
const SELECTOR_LIMIT = 256;

/**
 * Parses the name of an agency.
 * @throws ManifestError `name-invalid`, `name-reserved`
 */
export function parseAgencyName(text: string): AgencyName {
  assertName(text, AGENCY_NAME_LIMIT);
  if (isReservedName(text, 'agency')) throw new ManifestError('name-reserved', { name: text });
  return text as AgencyName;
}

/**
 * Parses `agency/name`.
 * @throws ManifestError `name-invalid`, `name-reserved`
 */
export function parseAlgorithmName(text: string): AlgorithmName {
  const slash = text.indexOf('/');
  if (slash < 0) throw new ManifestError('name-invalid', { name: text });
  assertName(text.slice(0, slash), AGENCY_NAME_LIMIT, text);
  assertName(text.slice(slash + 1), ALGORITHM_NAME_LIMIT, text);
  const { agency, algorithm } = splitAlgorithmName(text as AlgorithmName);
  if (isReservedName(agency, 'agency')) throw new ManifestError('name-reserved', { name: agency });
  if (isReservedName(algorithm, 'algorithm')) throw new ManifestError('name-reserved', { name: algorithm });
  return text as AlgorithmName;
}

function assertName(part: string, limit: number, whole = part): void {
  if (part.length > limit || !NAME.test(part)) throw new ManifestError('name-invalid', { name: whole });
}

/**
 * Parses the name of a channel. A text that also reads as a version range (`x`, `v1`) is refused, because
 * `agency/name@x` would then mean two things.
 * @throws ManifestError `channel-invalid`
 */
export function parseChannelName(text: string): ChannelName {
  if (!CHANNEL.test(text) || semver.validRange(text) !== null) {
    throw new ManifestError('channel-invalid', { channel: text });
  }
  return text as ChannelName;
}

/** Tells whether a text is the name of an agency. */
export function isAgencyName(text: string): text is AgencyName {
  return passes(parseAgencyName, text);
}

/** Tells whether a text is `agency/name`. */
export function isAlgorithmName(text: string): text is AlgorithmName {
  return passes(parseAlgorithmName, text);
}

/** Tells whether a text is the name of a channel. */
export function isChannelName(text: string): text is ChannelName {
  return passes(parseChannelName, text);
}

function passes(parse: (text: string) => unknown, text: string): boolean {
  try {
    parse(text);
    return true;
  } catch (error) {
    if (error instanceof ManifestError) return false;
    throw error;
  }
}

/** Splits `agency/name` into its two parts. */
export function splitAlgorithmName(name: AlgorithmName): { readonly agency: AgencyName; readonly algorithm: string } {
  const slash = name.indexOf('/');
  return { agency: name.slice(0, slash) as AgencyName, algorithm: name.slice(slash + 1) };
}

/** Points at an algorithm and, if `selector` is there, at one version, a range or a channel of it. */
export interface Reference {
  readonly name: AlgorithmName;
  readonly selector?: string;
}

/**
 * Parses what a person types: `agency/name`, `agency/name@1.2.0`, `agency/name@^1.2`, `agency/name@beta`.
 * @throws ManifestError `name-invalid`, `name-reserved`, `selector-invalid`
 */
export function parseReference(text: string): Reference {
  const sign = text.indexOf('@');
  if (sign < 0) return { name: parseAlgorithmName(text) };
  const name = parseAlgorithmName(text.slice(0, sign));
  const selector = text.slice(sign + 1);
  if (!isSelector(selector)) throw new ManifestError('selector-invalid', { selector });
  return { name, selector };
}

function isSelector(text: string): boolean {
  if (text === '' || text.length > SELECTOR_LIMIT || text.trim() !== text) return false;
  return isVersion(text) || isChannelName(text) || semver.validRange(text) !== null;
}

/** Writes a reference as `agency/name` or `agency/name@selector`; the inverse of {@link parseReference}. */
export function formatReference(reference: Reference): string {
  return reference.selector === undefined ? reference.name : `${reference.name}@${reference.selector}`;
}
