import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { compareVersions } from '@national-forge/versioning';

const NAME = /^nforge-(.+)\.tgz$/;

/**
 * Finds the command line tool that was built in the same checkout, so that a registry started there serves it; the
 * highest version where several lie. An installed registry is told with `--cli-package`.
 *
 * @param folders - where to look, from the build and from the sources
 */
export function findBuiltCli(
  folders: readonly string[] = [here('../../cli/dist'), here('../../../cli/dist')],
): string | undefined {
  const found = folders.flatMap((folder) => list(folder).map((name) => ({ folder, name })));
  const version = (name: string): string => NAME.exec(name)?.[1] ?? '';
  const [newest] = found.sort((a, b) => compareVersions(version(b.name), version(a.name)));
  return newest && join(newest.folder, newest.name);
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => NAME.test(name));
  } catch {
    // No such folder: this registry does not lie in a checkout.
    return [];
  }
}
