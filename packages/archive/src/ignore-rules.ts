import ignore from 'ignore';
import type { Ignore } from 'ignore';

/** Holds the `.forgeignore` files from the root down to one folder. */
export interface IgnoreRules {
  /** Tells whether an entry of this folder is left out; the file nearest to it decides, as with git. */
  ignores(name: string, isFolder: boolean): boolean;
  /** Makes the rules of a folder in this one, given the text of its `.forgeignore` if it has one. */
  within(name: string, source: string | undefined): IgnoreRules;
}

interface Layer {
  readonly rules: Ignore;
  /** Path from the layer's folder to the one asked about: empty or with `/` at the end. */
  readonly prefix: string;
}

/** Makes the rules of the root folder, given the text of its `.forgeignore` if it has one. */
export function rootRules(source: string | undefined): IgnoreRules {
  return rulesOf(layerOf(source));
}

function rulesOf(layers: readonly Layer[]): IgnoreRules {
  return {
    ignores: (name, isFolder) => {
      for (const { rules, prefix } of layers) {
        const verdict = rules.test(`${prefix}${name}${isFolder ? '/' : ''}`);
        if (verdict.ignored) return true;
        if (verdict.unignored) return false;
      }
      return false;
    },
    within: (name, source) =>
      rulesOf([...layerOf(source), ...layers.map(({ rules, prefix }) => ({ rules, prefix: `${prefix}${name}/` }))]),
  };
}

function layerOf(source: string | undefined): Layer[] {
  if (source === undefined) return [];
  // A byte order mark (editors on Windows) would become part of the first pattern.
  return [{ rules: ignore({ ignorecase: false }).add(source.replace(/^\ufeff/, '')), prefix: '' }];
}
