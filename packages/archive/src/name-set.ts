import { ArchiveError } from './archive-error.ts';
import { foldName } from './case-fold.ts';

/** Remembers the names of an archive and refuses pairs that some file system cannot keep apart. */
export interface NameSet {
  /**
   * Adds a file or a folder and, silently, the folders above it.
   * @throws ArchiveError `path-duplicate` for the same path twice, also as file and as folder; `path-collision` for
   * paths, or folders above them, that differ only by case or normalisation; `too-many-entries` beyond the limit
   */
  add(path: string, kind: NameKind): void;
}

/** Says what a path names. */
export type NameKind = 'file' | 'folder';

interface Name {
  readonly path: string;
  readonly kind: NameKind;
  /** False for a folder that is known only because something lies in it: its own entry may still come. */
  readonly listed: boolean;
}

/** Makes an empty set for so many files and folders, folders without an entry of their own included. */
export function createNameSet(limit: number): NameSet {
  const names = new Map<string, Name>();
  return {
    add: (path, kind) => {
      addParents(names, path);
      const key = foldName(path);
      const known = names.get(key);
      if (known !== undefined) assertSame(known, path, kind);
      if (known?.listed === true) throw new ArchiveError('path-duplicate', { path });
      names.set(key, { path, kind, listed: true });
      if (names.size > limit) throw new ArchiveError('too-many-entries', { params: { limit } });
    },
  };
}

/** Adds the folders above a path, the outermost first: what is in the set has been proved up to the root. */
function addParents(names: Map<string, Name>, path: string): void {
  const at = path.lastIndexOf('/');
  if (at <= 0) return;
  const parent = path.slice(0, at);
  const key = foldName(parent);
  const known = names.get(key);
  if (known !== undefined) {
    assertSame(known, parent, 'folder');
    return;
  }
  addParents(names, parent);
  names.set(key, { path: parent, kind: 'folder', listed: false });
}

function assertSame(known: Name, path: string, kind: NameKind): void {
  if (known.path !== path) throw new ArchiveError('path-collision', { path, params: { other: known.path } });
  if (known.kind !== kind) throw new ArchiveError('path-duplicate', { path });
}
