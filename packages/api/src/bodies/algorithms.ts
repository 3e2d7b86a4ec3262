import * as z from 'zod';

import {
  agencyName,
  algorithmName,
  channelName,
  civilDate,
  cursor,
  digest,
  instant,
  languageMap,
  reason,
  selector,
  validity,
  version,
} from './common.ts';
import { logIndex, logReceipt } from './log.ts';
import { bumpLevel, waiver } from './verdict.ts';

const successorMovedTo = algorithmName
  .optional()
  .meta({ description: 'The present name of the successor, where it has another one now than was said.' });

/** Describes the mutable status of a release. */
export const releaseStatus = z
  .object({
    name: algorithmName,
    version,
    yanked: z.object({ reason: z.string(), since: instant }).nullable(),
    deprecated: z
      .object({ reason: z.string(), since: instant, successor: algorithmName.nullable(), successorMovedTo })
      .nullable(),
    tombstoned: z
      .object({ reference: z.string(), since: instant })
      .nullable()
      .meta({ description: 'Removed by law; reference names the decision.' }),
    waived: waiver
      .extend({ since: instant, logIndex: logIndex.meta({ description: 'The leaf of the waiver.' }) })
      .optional(),
    logIndex: logIndex.meta({ description: 'The leaf that made this status.' }),
  })
  .meta({ id: 'ReleaseStatus', description: 'What may change about a release after it was published.' });

/** Is the status of a release. */
export type ReleaseStatus = z.infer<typeof releaseStatus>;

/** Describes a change of status. */
export const statusChange = z
  .strictObject({
    yanked: z.boolean(),
    deprecated: z.boolean(),
    successor: algorithmName.nullable().optional(),
    reason,
  })
  .meta({ id: 'StatusChange', description: 'The wanted status; the reason is recorded for what this call changes.' });

/** Is a change of status. */
export type StatusChange = z.infer<typeof statusChange>;

/** Describes a version in a listing (at most 100 bytes beside the digest). */
export const versionEntry = z
  .object({
    version,
    digest,
    publishedAt: instant,
    validity: validity.optional(),
    yanked: z.literal(true).optional(),
    deprecated: z.literal(true).optional(),
    tombstoned: z.literal(true).optional(),
    level: bumpLevel.optional().meta({ description: 'What it changes against the version below it.' }),
    waived: z.literal(true).optional().meta({ description: 'Something undecided was waived: see the status.' }),
  })
  .meta({ id: 'VersionEntry' });

/** Is a version in a listing. */
export type VersionEntry = z.infer<typeof versionEntry>;

/** Describes the head of an algorithm. */
export const algorithm = z
  .object({
    name: algorithmName,
    agency: agencyName,
    title: languageMap,
    summary: languageMap,
    kind: z.string(),
    sectors: z.array(z.string()),
    region: z.string(),
    developmentStatus: z.string(),
    license: z.string(),
    risk: z.string(),
    latest: version.nullable().meta({ description: 'Highest stable version that is not yanked.' }),
    channels: z
      .record(z.string(), version)
      .meta({ description: 'Channels set by hand, and "latest" where it exists.' }),
    deprecated: z.boolean().meta({ description: 'Whether the version shown (latest, else newest) is deprecated.' }),
    versionCount: z.int().min(1),
    versions: z
      .array(versionEntry)
      .max(20)
      .meta({ description: 'The 20 most recently published versions, newest first.' }),
    createdAt: instant,
    updatedAt: instant,
    formerNames: z
      .array(algorithmName)
      .min(1)
      .optional()
      .meta({ description: 'Names that this algorithm had before, oldest first; reads of them are redirected here.' }),
  })
  .meta({ id: 'Algorithm', description: 'An algorithm: texts of its latest version, channels, newest versions.' });

/** Is the head of an algorithm. */
export type Algorithm = z.infer<typeof algorithm>;

/** Describes the head of the version listing. */
export const versionList = z
  .object({
    name: algorithmName,
    versionCount: z.int().min(0),
    segmentSize: z.int().min(1),
    segmentCount: z.int().min(0),
    segments: z.string().meta({ description: 'Path of a segment; replace {segment} by 0 … segmentCount-1.' }),
  })
  .meta({ id: 'VersionList', description: 'How many versions there are and where their segments lie.' });

/** Is the head of the version listing. */
export type VersionList = z.infer<typeof versionList>;

/** Describes a segment of the version listing, in the order of publication. */
export const versionSegment = z
  .object({ name: algorithmName, segment: z.int().min(0), versions: z.array(versionEntry).max(256) })
  .meta({ id: 'VersionSegment', description: 'Up to 256 versions in the order in which they were published.' });

/** Is a segment of the version listing. */
export type VersionSegment = z.infer<typeof versionSegment>;

/** Describes a channel. */
export const channel = z
  .object({ name: algorithmName, tag: channelName, version, updatedAt: instant, logIndex: logIndex.optional() })
  .meta({ id: 'Channel' });

/** Is a channel. */
export type Channel = z.infer<typeof channel>;

/** Describes the move of a channel. */
export const channelMove = z.strictObject({ version, reason }).meta({ id: 'ChannelMove' });

/** Describes a move of many channels: all or none. */
export const channelMoves = z
  .strictObject({
    moves: z
      .array(
        z.strictObject({
          name: algorithmName,
          tag: channelName,
          version: version.nullable().meta({ description: 'null removes the channel.' }),
          ifMatch: z.string().max(200).nullable().meta({ description: 'ETag seen; null: the channel must not exist.' }),
        }),
      )
      .min(1)
      .max(100),
    reason,
  })
  .meta({ id: 'ChannelMoves', description: 'Channel moves that happen together: all or none.' });

/** Is a move of many channels. */
export type ChannelMoves = z.infer<typeof channelMoves>;

/** Describes the channels after a move. */
export const channelList = z
  .object({ channels: z.array(channel.extend({ etag: z.string() })), receipts: z.array(logReceipt) })
  .meta({ id: 'ChannelList' });

/** Is a list of channels. */
export type ChannelList = z.infer<typeof channelList>;

const receipt = logReceipt.nullable().meta({ description: 'Proof of the change; null: nothing changed.' });

/** Describes a status after a change. */
export const statusWritten = releaseStatus
  .extend({
    receipt: logReceipt.nullable().meta({ description: 'Proof of the last change; null: nothing changed.' }),
    receipts: z
      .array(logReceipt)
      .optional()
      .meta({ description: 'Proof of each change, in the order of the log: a yank and a deprecation are two.' }),
  })
  .meta({ id: 'StatusWritten' });

/** Is a status after a change. */
export type StatusWritten = z.infer<typeof statusWritten>;

/** Describes a channel after a move. */
export const channelWritten = channel.extend({ receipt }).meta({ id: 'ChannelWritten' });

/** Is a channel after a move. */
export type ChannelWritten = z.infer<typeof channelWritten>;

/** Describes the end of a channel. */
export const channelRemoved = z.object({ receipt: logReceipt }).meta({ id: 'ChannelRemoved' });

/** Is the end of a channel. */
export type ChannelRemoved = z.infer<typeof channelRemoved>;

/** Describes who depends on an algorithm. */
export const dependents = z
  .object({
    name: algorithmName,
    total: z.int().min(0),
    dependents: z.array(z.object({ name: algorithmName, version, range: z.string() })),
    cursor: cursor.optional(),
  })
  .meta({ id: 'Dependents', description: 'Algorithms whose newest version depends on this one.' });

/** Is a page of dependents. */
export type Dependents = z.infer<typeof dependents>;

/** Describes a resolve request. */
export const resolveRequest = z
  .strictObject({
    requirements: z
      .record(algorithmName, selector)
      .refine((map) => Object.keys(map).length <= 500, 'at most 500 requirements'),
    at: civilDate.optional(),
    locked: z
      .record(z.string().max(128), version)
      .optional()
      .meta({ description: 'Versions to keep where they fit, by "agency/name@major".' }),
  })
  .meta({ id: 'ResolveRequest' });

/** Is a resolve request. */
export type ResolveRequest = z.infer<typeof resolveRequest>;

/** Describes one resolved release. */
const resolvedRelease = z
  .object({
    name: algorithmName,
    version,
    releaseDigest: digest,
    archive: z.object({ digest, size: z.int() }),
    dependencies: z.record(z.string(), z.string()),
    requiredBy: z.array(z.object({ by: z.string(), range: z.string() })),
    validity: validity.nullable(),
    yanked: z.boolean(),
    deprecated: z.object({ reason: z.string(), successor: z.string().nullable(), successorMovedTo }).nullable(),
    publishedAs: algorithmName
      .optional()
      .meta({ description: 'The name it was published and signed under, where the algorithm has another one now.' }),
  })
  .meta({ id: 'ResolvedRelease' });

/** Describes where a name has gone. */
const movedName = z
  .object({
    to: algorithmName.meta({ description: 'The present name.' }),
    leaves: z.array(logIndex).min(1).meta({ description: 'The leaves that moved it there, in their order.' }),
  })
  .meta({ id: 'MovedName' });

/** Describes a resolution. */
export const resolution = z
  .object({
    at: civilDate,
    releases: z.array(resolvedRelease),
    moved: z
      .record(z.string(), movedName)
      .optional()
      .meta({ description: 'Old names that the requirements, the lock or a dependency use, with the present ones.' }),
  })
  .meta({ id: 'Resolution', description: 'One version per algorithm and major that satisfies every requirement.' });

/** Is a resolution. */
export type Resolution = z.infer<typeof resolution>;
