import ignore from 'ignore';

/** Holds the `.forgeignore` files met on a walk from the root down. */
export interface IgnoreRules {
  /** Adds the file of a folder (empty for the root, else ending with `/`). Folders above must have been added before. */
  add(folder: string, source: string): void;
  /** Tells whether a path from the root is left out; a folder's path ends with `/`. */
  ignores(path: string): boolean;
}

/**
 * Makes empty rules. They mean what git's mean (gitignore(5)): the last pattern that matches wins, those of a deeper file
 * come after those of the files above it, and nothing inside a folder that is left out can be brought back.
 */
export function createIgnoreRules(): IgnoreRules {
  const rules = ignore({ ignorecase: false });
  return {
    add: (folder, source) => {
      // A byte order mark (editors on Windows) would become part of the first pattern.
      const lines = source.replace(/^\ufeff/, '').split(/\r?\n/);
      rules.add(lines.flatMap((line) => fromRoot(folder, line)));
    },
    ignores: (path) => rules.ignores(path),
  };
}

/** Rewrites a pattern of a folder's file as one of the root's file; comments and blank lines vanish. */
function fromRoot(folder: string, line: string): string[] {
  if (line.trim() === '' || line.startsWith('#')) return [];
  const negative = line.startsWith('!');
  const pattern = (negative ? line.slice(1) : line).normalize('NFC');
  if (folder === '') return [negative ? `!${pattern}` : pattern];
  // A slash before the end ties a pattern to its folder; without one it matches at any depth below.
  const tied = /\/\s*\S/.test(pattern);
  const below = tied ? pattern.replace(/^\//, '') : `**/${pattern}`;
  return [`${negative ? '!' : ''}/${escaped(folder)}${below}`];
}

function escaped(folder: string): string {
  return folder.replace(/[\\*?[\] ]/g, '\\$&');
}
