import type { OptionSpec, PositionalSpec } from '../command.ts';

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

/** Names one algorithm. */
export const NAME: PositionalSpec = { name: 'agency/name', required: true, text: 'argument.name' };
/** Names one release. */
export const RELEASE: PositionalSpec = { name: 'agency/name@version', required: true, text: 'argument.release' };
/** Names a channel. */
export const TAG: PositionalSpec = { name: 'channel', required: true, text: 'argument.tag' };
