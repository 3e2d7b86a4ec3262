import type { ArchiveErrorCode } from '../archive-error.ts';

/** Names what to do about a fault of a folder or an archive. */
export type ArchiveAdvice = 'rename' | 'remove' | 'smaller' | 'damaged' | 'folder' | 'again' | 'target' | 'entry';

/** Holds the texts of every fault of folders and archives. */
export interface ArchiveTexts {
  readonly faults: Readonly<Record<ArchiveErrorCode, string>>;
  readonly advice: Readonly<Record<ArchiveAdvice, string>>;
}

const SPECIAL: Partial<Readonly<Record<ArchiveErrorCode, ArchiveAdvice>>> = {
  'archive-empty': 'folder',
  'folder-missing': 'folder',
  'file-changed': 'again',
  'target-exists': 'target',
  'entry-missing': 'entry',
  'entry-link': 'remove',
  'entry-type': 'remove',
  'entry-sparse': 'remove',
  'path-reserved': 'remove',
  'path-duplicate': 'remove',
  'path-collision': 'rename',
};

/** Chooses what to advise. */
export function adviceFor(code: ArchiveErrorCode): ArchiveAdvice {
  if (code.startsWith('path-')) return SPECIAL[code] ?? 'rename';
  if (/-too-|too-many|too-high/.test(code)) return 'smaller';
  return SPECIAL[code] ?? 'damaged';
}
