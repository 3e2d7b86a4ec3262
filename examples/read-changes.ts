import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { BumpLevel, Json } from '../packages/versioning/src/index.ts';
import type { Example } from './read-examples.ts';

/** Is what a version's README says of its number, under `## Changes`. */
export interface StatedChange {
  readonly level: BumpLevel;
  /** The version that it was compared with. */
  readonly against: string;
  /** The rules by which the level is demanded. */
  readonly rules: readonly string[];
  /** The JSON blocks: the value that shows the change, or what a vector expected and what it gets. */
  readonly shown: readonly Json[];
}

const STATEMENT = /^\*\*(Patch|Minor|Major)\*\*, against ([\d.]+) \(([^)]+)\): /;

/** Reads what the README of a version says of its number; undefined for a first version. Throws where it says neither. */
export function readChange({ folder, path }: Example): StatedChange | undefined {
  const [, section = ''] = readFileSync(join(folder, 'README.md'), 'utf8').split('\n## Changes\n\n');
  if (section.startsWith('The first version')) return undefined;
  const [, level = '', against = '', rules = ''] = STATEMENT.exec(section) ?? [];
  if (level === '') throw new Error(`${path}/README.md: under "## Changes" there is no level`);
  return {
    level: level.toLowerCase() as BumpLevel,
    against,
    rules: [...rules.matchAll(/`([^`]+)`/g)].map(([, rule = '']) => rule),
    shown: [...section.matchAll(/```json\n(.*?)```/gs)].map(([, block = '']) => JSON.parse(block) as Json),
  };
}
