import type { CommandSpec } from './command.ts';

/** Lists the commands in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'version',
    group: 'other',
    text: 'version.text',
    positionals: [],
    options: {},
    examples: ['nforge version', 'nforge version --json'],
    load: () => import('./commands/version.ts'),
  },
];
