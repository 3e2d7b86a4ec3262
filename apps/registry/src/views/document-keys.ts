/**
 * Gives the keys of stored documents: the paths under which they are served.
 * Names, versions and tags need no percent-encoding: their grammars hold only unreserved characters (RFC 3986 §2.3).
 */
export const headKey = (name: string): string => `/api/v1/algorithms/${name}`;

/** Gives the key of the version listing. */
export const versionsKey = (name: string): string => `${headKey(name)}/versions`;

/** Gives the key of one segment of the version listing. */
export const segmentKey = (name: string, segment: number): string => `${versionsKey(name)}/segments/${segment}`;

/** Gives the key of the frozen record of a release. */
export const recordKey = (name: string, version: string): string => `${versionsKey(name)}/${version}`;

/** Gives the key of the status of a release. */
export const statusKey = (name: string, version: string): string => `${recordKey(name, version)}/status`;

/** Gives the key of a channel. */
export const channelKey = (name: string, tag: string): string => `${headKey(name)}/channels/${tag}`;
