/** Whether everything is to be tried at its whole size. */
export const FULL = process.env['NFORGE_TEST_SCALE'] === 'full';

/** Chooses a count: small by default so that the run stays short, the whole one with `NFORGE_TEST_SCALE=full`. */
export function scaled(small: number, full: number): number {
  return FULL ? full : small;
}
