import type { CommandSpec, OptionSpec } from '../command.ts';
import { EXIT, type ExitCode } from '../io.ts';
import { OUT_SIGNED, REASON, SIGNING, WITH } from './options.ts';

const MOVES: readonly ExitCode[] = [
  EXIT.cancelled,
  EXIT.loginNeeded,
  EXIT.refused,
  EXIT.notFound,
  EXIT.conflict,
  EXIT.integrity,
  EXIT.network,
];

const OPTIONS: Readonly<Record<string, OptionSpec>> = {
  reason: { ...REASON, required: false, text: 'option.move-reason' },
  out: OUT_SIGNED,
  with: WITH,
  yes: { type: 'boolean', short: 'y', text: 'option.move-yes' },
};

/** Lists the commands that move names. */
export const NAME_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'agency rename',
    group: 'keys',
    text: 'command.agency-rename',
    positionals: [
      { name: 'old', required: true, text: 'argument.old-agency' },
      { name: 'new', required: true, text: 'argument.new-agency' },
    ],
    options: OPTIONS,
    environment: SIGNING,
    exits: MOVES,
    examples: [
      'nforge agency rename impots dgi --out rename.json',
      'nforge agency rename impots dgi --with rename.json --reason "Decree 2-26-118"',
    ],
    load: () => import('../commands/agency-rename.ts'),
  },
  {
    name: 'transfer',
    group: 'keys',
    text: 'command.transfer',
    positionals: [
      { name: 'agency/old', required: true, text: 'argument.old-name' },
      { name: 'agency/new', required: true, text: 'argument.new-name' },
    ],
    options: OPTIONS,
    environment: SIGNING,
    exits: MOVES,
    examples: [
      'nforge transfer impots/net-salary travail/net-salary --out given.json',
      'nforge transfer impots/net-salary travail/net-salary --with given.json --out taken.json',
      'nforge transfer impots/net-salary travail/net-salary --with taken.json --reason "The labour code governs it"',
    ],
    load: () => import('../commands/transfer.ts'),
  },
];
