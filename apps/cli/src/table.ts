import type { CommandSpec } from './command.ts';
import { ACCOUNT_COMMANDS } from './table/account.ts';
import { AUTHOR_COMMANDS } from './table/author.ts';
import { CONSUMER_COMMANDS } from './table/consumer.ts';
import { KEY_COMMANDS } from './table/keys.ts';
import { LIFECYCLE_COMMANDS } from './table/lifecycle.ts';
import { LOG_COMMANDS } from './table/log.ts';
import { NAME_COMMANDS } from './table/names.ts';
import { OTHER_COMMANDS } from './table/other.ts';

/** Lists the commands in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [
  ...AUTHOR_COMMANDS,
  ...CONSUMER_COMMANDS,
  ...LIFECYCLE_COMMANDS,
  ...ACCOUNT_COMMANDS,
  ...KEY_COMMANDS,
  ...NAME_COMMANDS,
  ...LOG_COMMANDS,
  ...OTHER_COMMANDS,
];
