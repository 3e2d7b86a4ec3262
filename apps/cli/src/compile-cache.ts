import { existsSync, mkdirSync, statSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Lets Node keep the code it has compiled for the next command, in the person's own cache. What lies there is run: so it is a folder that
 * nobody else can write to, or none. Says nothing where it cannot be; commands are a little slower then.
 */
export function keepCompiled(env: Environment): void {
  // Whoever told Node itself has decided.
  if ((env['NODE_COMPILE_CACHE'] ?? '') !== '' || (env['NODE_DISABLE_COMPILE_CACHE'] ?? '') !== '') return;
  try {
    const folder = join(cacheFolder(env, env['HOME'] ?? homedir()), 'compiled');
    if (takeFolder(folder)) enableCompileCache(folder);
  } catch {
    // A home that is read-only or absent.
  }
}

/** Names the folder that the client names too (packages/client/src/cache/cache.ts): to ask it would load all that is to be loaded faster. */
export function cacheFolder(env: Environment, home: string, platform = process.platform): string {
  const { XDG_CACHE_HOME: xdg = '', LOCALAPPDATA: local = '' } = env;
  if (xdg.startsWith('/')) return join(xdg, 'nforge');
  if (platform === 'win32' && local !== '') return join(local, 'nforge', 'cache');
  return join(home, '.cache', 'nforge');
}

/**
 * Makes a folder, unless it or the nearest one above it is another's: under `sudo` HOME may be, and nothing of root's is put there and
 * nothing of his is run as root.
 */
function takeFolder(folder: string): boolean {
  if (existsSync(folder)) return isMine(folder);
  if (!takeFolder(dirname(folder))) return false;
  mkdirSync(folder, { mode: 0o700 });
  return true;
}

const WRITABLE_BY_OTHERS = 0o022;

function isMine(folder: string): boolean {
  const { uid, mode } = statSync(folder);
  // Windows has no such numbers; there the folder lies in the person's profile.
  const me = process.geteuid?.();
  return me === undefined || (uid === me && (mode & WRITABLE_BY_OTHERS) === 0);
}
