import type { Manifest } from '@national-forge/manifest';

import type { Change } from './change.ts';

/**
 * Compares the days on which two versions apply. A rule of another period stands beside the earlier one and takes effect on its
 * day by itself; it is no correction of it, so that it is a minor at least.
 */
export function compareValidity({ validity: old }: Manifest, { validity: newer }: Manifest): readonly Change[] {
  if (old === undefined && newer === undefined) return [];
  const params = { old: spanOf(old), new: spanOf(newer) };
  if (old === undefined) return [{ rule: 'validity-lost', level: 'major', params }];
  if (newer === undefined) return [{ rule: 'validity-widened', level: 'minor', params }];
  if (old.from !== newer.from) return [{ rule: 'period-moved', level: 'minor', params }];
  return old.until === newer.until ? [] : [{ rule: 'period-end-moved', level: 'minor', params }];
}

/** Writes a span as ISO 8601 does, half-open: `2025-01-01/2026-01-01`, `..` where it has no end. */
const spanOf = (validity: Manifest['validity']): string =>
  validity === undefined ? '../..' : `${validity.from}/${validity.until ?? '..'}`;

/**
 * Tells whether the vectors of one version bind another: not when they are rules of different periods, of which each has results
 * of its own.
 */
export const sharesPeriod = (one: Manifest, other: Manifest): boolean => periodOf(one) === periodOf(other);

const periodOf = ({ kind, validity }: Manifest): string | undefined => (kind === 'rule' ? validity?.from : undefined);
