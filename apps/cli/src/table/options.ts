import type { EnvironmentSpec, OptionSpec, PositionalSpec } from '../command.ts';

/** Describes the options that several commands share. */
export const REASON: OptionSpec = { type: 'string', value: 'TEXT', required: true, text: 'option.reason' };
/** Takes a change back. */
export const UNDO: OptionSpec = { type: 'boolean', text: 'option.undo' };
/** Chooses the date for which rules are wanted. */
export const AT: OptionSpec = { type: 'string', value: 'DATE', text: 'option.at' };
/** Forbids the network. */
export const OFFLINE: OptionSpec = { type: 'boolean', text: 'option.offline' };
/** Names the agency acted for. */
export const AGENCY: OptionSpec = { type: 'string', value: 'AGENCY', required: true, text: 'option.agency' };

/** Lets Python of folders here run without a sandbox. */
export const TRUST_LOCAL: OptionSpec = { type: 'boolean', text: 'option.trust-local' };

/** Names one algorithm. */
export const NAME: PositionalSpec = { name: 'agency/name', required: true, text: 'argument.name' };
/** Names one release. */
export const RELEASE: PositionalSpec = { name: 'agency/name@version', required: true, text: 'argument.release' };
/** Names a channel. */
export const TAG: PositionalSpec = { name: 'channel', required: true, text: 'argument.tag' };

/** Names a key: its fingerprint or the beginning of it, or a file; never the key itself. */
export const KEY: OptionSpec = { type: 'string', value: 'KEY', text: 'option.key', complete: 'file' };
/** Names the keys that sign. */
export const SIGNS: OptionSpec = { ...KEY, multiple: true, text: 'option.signs' };
/** Keeps what was signed in a file instead of sending it. */
export const OUT_SIGNED: OptionSpec = {
  type: 'string',
  short: 'o',
  value: 'FILE',
  text: 'option.out-signed',
  complete: 'file',
};
/** Adds the signatures that others made. */
export const WITH: OptionSpec = {
  type: 'string',
  multiple: true,
  value: 'FILE',
  text: 'option.with',
  complete: 'file',
};

/** Names folders of dependencies. */
export const WITH_FOLDER: OptionSpec = {
  type: 'string',
  multiple: true,
  value: 'FOLDER',
  text: 'option.with-folder',
  complete: 'folder',
};

/** Signs that somebody takes the answer for what could not be decided. */
export const WAIVE: OptionSpec = { type: 'string', value: 'REASON', text: 'option.waive' };

/** Names the variable that says where the passphrase of keys is. */
export const PASSPHRASE: readonly EnvironmentSpec[] = [
  { name: 'NFORGE_KEY_PASSPHRASE_FILE', text: 'env.passphrase-file' },
];

/** Lists the variables that say with which key a command signs. */
export const SIGNING: readonly EnvironmentSpec[] = [
  { name: 'NFORGE_KEY_FILE', text: 'env.key-file' },
  { name: 'NFORGE_KEY', text: 'env.key' },
  ...PASSPHRASE,
];
