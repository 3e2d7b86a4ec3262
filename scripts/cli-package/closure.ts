import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Is an installed npm package as a package manager laid it down. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Its real folder. */
  readonly folder: string;
  /** The packages it depends on, as found from its folder. */
  readonly dependencies: readonly InstalledPackage[];
}

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Reads the package.json of a folder. */
export function readPackageJson(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;
}

/** Finds an installed package the way Node does: in node_modules of the folder and of every folder above it. */
function findInstalled(name: string, from: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(join(candidate, 'package.json'))) return realpathSync(candidate);
    if (folder === dirname(folder)) return undefined;
  }
}

/**
 * Gathers a package and everything it needs at run time.
 *
 * @throws Error when a dependency that is not optional is not installed
 */
export function closureOf(name: string, from: string, seen = new Map<string, InstalledPackage>()): InstalledPackage {
  const folder = findInstalled(name, from);
  if (folder === undefined) throw new Error(`"${name}", needed by ${from}, is not installed`);
  const known = seen.get(folder);
  if (known) return known;
  const json = readPackageJson(folder);
  const dependencies: InstalledPackage[] = [];
  // Entered before its dependencies are walked: npm packages may depend on each other in circles.
  const entry = { name: json.name, version: json.version, folder, dependencies };
  seen.set(folder, entry);
  for (const dependency of Object.keys(json.dependencies ?? {})) {
    dependencies.push(closureOf(dependency, folder, seen));
  }
  for (const peer of Object.keys(json.peerDependencies ?? {})) {
    if (findInstalled(peer, folder)) dependencies.push(closureOf(peer, folder, seen));
  }
  return entry;
}

/** Is where a package goes in a nested node_modules. */
export interface Placement {
  readonly path: string;
  readonly package: InstalledPackage;
}

const DEEPEST = 40;

/** Finds what Node would find for a name, asked from a laid out path such as `node_modules/a/node_modules/b`. */
function resolveIn(
  placed: ReadonlyMap<string, InstalledPackage>,
  from: string,
  name: string,
): InstalledPackage | undefined {
  for (let above = from; ; above = above.slice(0, Math.max(0, above.lastIndexOf('/node_modules/')))) {
    const found = placed.get(`${above}/node_modules/${name}`);
    if (found || above === '') return found;
  }
}

/**
 * Lays packages out for a plain `node_modules`: at the top where the name is free, below the asker where another
 * version took it, so that Node finds for everyone the version its package manager chose. Each placement is checked by
 * resolving its dependencies as Node would; one that is put below another is a reason to check those beside it again.
 */
export function layOut(roots: readonly InstalledPackage[]): readonly Placement[] {
  const placed = new Map<string, InstalledPackage>(roots.map((item) => [`/node_modules/${item.name}`, item]));
  const queue = [...placed.keys()];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    for (const dependency of placed.get(path)?.dependencies ?? []) {
      const found = resolveIn(placed, path, dependency.name);
      if (found?.folder === dependency.folder) continue;
      const place = found ? `${path}/node_modules/${dependency.name}` : `/node_modules/${dependency.name}`;
      if (place.split('/node_modules/').length > DEEPEST)
        throw new Error(`versions need each other in a circle: ${place}`);
      placed.set(place, dependency);
      queue.push(place, ...[...placed.keys()].filter((other) => found && other.startsWith(`${path}/`)));
    }
  }
  return [...placed]
    .map(([path, item]) => ({ path: path.slice(1), package: item }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}
