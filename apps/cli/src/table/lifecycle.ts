import type { CommandSpec } from '../command.ts';
import { EXIT, type ExitCode } from '../io.ts';
import { NAME, REASON, RELEASE, TAG, UNDO } from './options.ts';

const WRITES: readonly ExitCode[] = [EXIT.loginNeeded, EXIT.refused, EXIT.notFound, EXIT.conflict, EXIT.network];

/** Lists the commands of who maintains releases. */
export const LIFECYCLE_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'channel list',
    group: 'lifecycle',
    text: 'command.channel-list',
    positionals: [NAME],
    options: {},
    exits: [EXIT.notFound, EXIT.network],
    examples: ['nforge channel list impots/income-tax'],
    load: () => import('../commands/channel-list.ts'),
  },
  {
    name: 'channel set',
    group: 'lifecycle',
    text: 'command.channel-set',
    positionals: [RELEASE, TAG],
    options: { reason: REASON },
    exits: WRITES,
    examples: ['nforge channel set impots/income-tax@2.0.0 beta --reason "Ready for trials"'],
    load: () => import('../commands/channel-set.ts'),
  },
  {
    name: 'channel remove',
    group: 'lifecycle',
    text: 'command.channel-remove',
    positionals: [NAME, TAG],
    options: { reason: REASON },
    exits: WRITES,
    examples: ['nforge channel remove impots/income-tax beta --reason "Trials are over"'],
    load: () => import('../commands/channel-remove.ts'),
  },
  {
    name: 'promote',
    group: 'lifecycle',
    text: 'command.promote',
    positionals: [{ name: 'agency/name', required: true, multiple: true, text: 'argument.names' }],
    options: {
      from: { type: 'string', value: 'CHANNEL', required: true, text: 'option.promote-from' },
      to: { type: 'string', value: 'CHANNEL', required: true, text: 'option.promote-to' },
      reason: REASON,
    },
    exits: WRITES,
    examples: ['nforge promote impots/income-tax travail/net-salary --from beta --to production --reason "Approved"'],
    load: () => import('../commands/promote.ts'),
  },
  {
    name: 'yank',
    group: 'lifecycle',
    text: 'command.yank',
    positionals: [RELEASE],
    options: { reason: REASON, undo: UNDO },
    exits: WRITES,
    examples: [
      'nforge yank impots/income-tax@2.0.0 --reason "Wrong third bracket"',
      'nforge yank impots/income-tax@2.0.0 --undo --reason "The bracket was right"',
    ],
    load: () => import('../commands/yank.ts'),
  },
  {
    name: 'deprecate',
    group: 'lifecycle',
    text: 'command.deprecate',
    positionals: [RELEASE],
    options: {
      reason: REASON,
      successor: { type: 'string', value: 'AGENCY/NAME', text: 'option.successor' },
      undo: UNDO,
    },
    exits: WRITES,
    examples: ['nforge deprecate impots/income-tax@1.0.0 --reason "Finance Act 2025" --successor impots/income-tax'],
    load: () => import('../commands/deprecate.ts'),
  },
];
