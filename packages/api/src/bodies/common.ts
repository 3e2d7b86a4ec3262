import { findRefusedCharacter } from '@national-forge/manifest';
import * as z from 'zod';

/** Matches an agency name (DESIGN: names), at most 40 characters. */
const AGENCY_PATTERN = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Describes an agency name. */
export const agencyName = z
  .string()
  .min(1)
  .max(40)
  .regex(AGENCY_PATTERN)
  .meta({
    id: 'AgencyName',
    description: 'Name of an agency: lower case letters, digits and single hyphens.',
    examples: ['impots'],
  });

/** Describes the second part of an algorithm name. */
export const shortName = z
  .string()
  .min(1)
  .max(64)
  .regex(AGENCY_PATTERN)
  .meta({
    id: 'ShortName',
    description: 'Name of an algorithm within its agency.',
    examples: ['income-tax'],
  });

/** Describes `agency/name`. */
export const algorithmName = z
  .string()
  .max(105)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*\/[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  .meta({
    id: 'AlgorithmName',
    description: 'Full name of an algorithm: agency/name.',
    examples: ['impots/income-tax'],
  });

/** Describes a version: strict SemVer 2.0 without build metadata. */
export const version = z
  .string()
  .max(64)
  .regex(
    /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?$/,
  )
  .meta({
    id: 'Version',
    description: 'Version of a release: SemVer 2.0 without build metadata.',
    examples: ['1.2.0'],
  });

/** Describes a range, an exact version or a channel name. */
export const selector = z
  .string()
  .min(1)
  .max(256)
  .meta({
    id: 'Selector',
    description: 'What is asked for: a SemVer range, an exact version, or a channel.',
    examples: ['^1.2.0'],
  });

/** Describes the name of a channel. */
export const channelName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/)
  .meta({ id: 'ChannelName', description: 'Name of a channel (a movable tag).', examples: ['beta'] });

/** Describes a digest. */
export const digest = z
  .string()
  .regex(/^sha256:[0-9a-f]{64}$/)
  .meta({
    id: 'Digest',
    description: 'A SHA-256 digest in lower case hexadecimal.',
    examples: [`sha256:${'0'.repeat(64)}`],
  });

/** Describes an instant, UTC, to the second. */
export const instant = z.iso.datetime().meta({ id: 'Instant', description: 'An instant in UTC (RFC 3339).' });

/** Describes a civil date in Africa/Casablanca. */
export const civilDate = z.iso.date().meta({ id: 'CivilDate', description: 'A civil date in Africa/Casablanca.' });

/** Describes a text in several languages. */
export const languageMap = z
  .object({
    ar: z.string().optional(),
    ary: z.string().optional(),
    zgh: z.string().optional(),
    fr: z.string().optional(),
    en: z.string().optional(),
  })
  .meta({ id: 'LanguageMap', description: 'A text by language: Arabic, Darija, Tamazight, French, English.' });

/** Describes the civil dates for which a rule applies (half-open). */
export const validity = z
  .object({ from: civilDate, until: civilDate.optional() })
  .meta({ id: 'Validity', description: 'Civil dates for which a rule applies: from inclusive, until exclusive.' });

/** Describes where an archive is and how large. */
export const archiveRef = z
  .object({ digest, size: z.int().min(1) })
  .meta({ id: 'ArchiveRef', description: 'An archive: the digest and the size in bytes of its stored form.' });

/**
 * Describes a text of one line that other people are shown: without control characters, which a terminal obeys, and
 * without those that make it read otherwise than it is stored.
 */
export const shownText = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .refine(
      (text) => !/[\t\r\n]/.test(text) && !findRefusedCharacter(text),
      'control, line or bidirectional character',
    );

/** Describes why something was done, told to everyone. */
export const reason = shownText(3, 500).meta({
  id: 'Reason',
  description: 'Why this is done; shown to everyone who uses the algorithm.',
});

/** Describes an opaque cursor of a listing. */
export const cursor = z
  .string()
  .min(1)
  .max(512)
  .meta({ id: 'Cursor', description: 'Opaque: continue the listing here.' });

/** Describes a page size. */
export const limit = z.coerce.number().int().min(1).max(100).meta({ description: 'At most this many entries.' });
