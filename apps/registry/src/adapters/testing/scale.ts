/** Tells whether the counts written in the issue are run, or small ones that take seconds. */
export const isFullScale = (): boolean => process.env['NFORGE_TEST_SCALE'] === 'full';
