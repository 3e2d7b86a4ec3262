import type { Manifest } from '@national-forge/manifest';
import { civilDate, isValidAt } from '@national-forge/versioning';

/**
 * Chooses the civil date for which the dependencies of a version are taken, as the registry does: today, and for a rule that does
 * not apply today the first day on which it does.
 */
export function runDate({ validity }: Pick<Manifest, 'validity'>, now: Date): string {
  const today = civilDate(now);
  return validity === undefined || isValidAt(validity, today) ? today : validity.from;
}
