import type { ProblemItem } from '@national-forge/api';
import type { ArchiveError } from '@national-forge/archive';
import type { Locale } from '@national-forge/manifest';

import { ARCHIVE_TEXTS } from './archive-texts.ts';

/** Tells one broken rule of an archive in the language of the reader; the path is hostile text and stays a field. */
export function archiveItem(error: ArchiveError, locale: Locale): ProblemItem {
  const message = ARCHIVE_TEXTS[error.code][locale];
  const { path } = error;
  return { code: error.code, message, severity: 'error', ...(path !== undefined && { file: path.toWellFormed() }) };
}
