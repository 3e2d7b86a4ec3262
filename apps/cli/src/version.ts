import packageJson from '../package.json' with { type: 'json' };

/** Is the version of this nforge. */
export const VERSION: string = packageJson.version;
