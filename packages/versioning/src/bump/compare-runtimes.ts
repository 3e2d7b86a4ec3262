import type { Manifest } from '@national-forge/manifest';
import { subset, validRange } from 'semver';

import type { Change } from './change.ts';

/** Compares what runs two versions. Whoever runs the old one has its engine, and perhaps no other. */
export function compareRuntimes({ runtime: old }: Manifest, { runtime: newer }: Manifest): readonly Change[] {
  // Where nothing was run before, or nothing is run any more, the contract comes or goes, and that is told.
  if (old.engine === 'none' || newer.engine === 'none') return [];
  if (old.engine !== newer.engine) {
    return [{ rule: 'engine-changed', level: 'major', params: { old: old.engine, new: newer.engine } }];
  }
  if (old.version === newer.version) return [];
  const params = { engine: old.engine, old: old.version ?? '*', new: newer.version ?? '*' };
  return isWithin(params.old, params.new)
    ? [{ rule: 'engine-lowered', level: 'patch', params }]
    : [{ rule: 'engine-raised', level: 'major', params }];
}

/** Tells whether every engine of one range is of another; a text that is no range is only within itself. */
const isWithin = (inner: string, outer: string): boolean =>
  validRange(outer) === '*' || (validRange(inner) !== null && validRange(outer) !== null && subset(inner, outer));
