import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name: string };
}

/** Finds texts that a licence wants to be handed on; a package may hold code of others with theirs. */
const LICENCE_FILE = /(^|[\\/])(licen[cs]e|notice|copying|copyright)[^\\/]*$/i;
const INNER_PACKAGE = /(^|[\\/])node_modules[\\/]/;

/**
 * Writes the notice of what others wrote: name, version, author and licence of each package, then each text of a licence once, with the
 * packages it belongs to.
 *
 * @param folders - folders of installed packages
 * @throws Error when a package does not say under which licence it is
 */
export function describeThirdParty(folders: readonly string[]): string {
  const packages = folders.map(readPackage).sort((a, b) => (a.title < b.title ? -1 : 1));
  const owners = new Map<string, string[]>();
  for (const { title, texts } of packages) {
    for (const text of texts) owners.set(text, [...(owners.get(text) ?? []), title]);
  }
  const texts = [...owners].map(([text, titles]) => `${RULE}\n${titles.join('\n')}\n\n${text}\n`);
  return [HEAD, ...packages.map(({ line }) => line), '', ...texts].join('\n');
}

const HEAD = `nforge contains code of the packages below, each under its own licence. The texts follow the list.
`;
const RULE = '-'.repeat(80);

interface Described {
  readonly title: string;
  readonly line: string;
  readonly texts: readonly string[];
}

function readPackage(folder: string): Described {
  const json = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;
  const title = `${json.name} ${json.version}`;
  if (json.license === undefined) throw new Error(`${title} does not say under which licence it is`);
  const texts = licenceTexts(folder);
  // Where a package brings no text, the name of the licence leads to it, and its author is named as CC-BY asks.
  const link = texts.length === 0 ? `, https://spdx.org/licenses/${json.license}.html` : '';
  const author = typeof json.author === 'object' ? json.author.name : json.author;
  const by = author === undefined ? '' : `, by ${author.replace(/ *[<(].*$/, '')}`;
  return { title, line: `${title}: ${json.license}${link}${by}`, texts };
}

function licenceTexts(folder: string): readonly string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).sort();
  const chosen = paths.filter((path) => LICENCE_FILE.test(path) && !INNER_PACKAGE.test(path));
  const texts = chosen.map((path) => readFileSync(join(folder, path), 'utf8').replaceAll('\r\n', '\n').trim());
  return [...new Set(texts)];
}
