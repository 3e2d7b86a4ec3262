import type { ProblemItem } from '@national-forge/api';
import { describeArchiveError, type ArchiveError } from '@national-forge/archive';
import type { Locale } from '@national-forge/manifest';

/** Tells one broken rule of an archive in the language of the reader; the path is hostile text and stays a field. */
export function archiveItem(error: ArchiveError, locale: Locale): ProblemItem {
  const { message, remedy } = describeArchiveError(error, locale);
  const { path } = error;
  return {
    code: error.code,
    message,
    hint: remedy,
    severity: 'error',
    ...(path !== undefined && { file: path.toWellFormed() }),
  };
}
