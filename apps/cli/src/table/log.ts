import type { CommandSpec } from '../command.ts';
import { EXIT } from '../io.ts';
import { RELEASE } from './options.ts';

/** Lists the commands about the log of the registry. */
export const LOG_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'log',
    group: 'keys',
    text: 'command.log',
    positionals: [],
    options: {
      since: { type: 'string', value: 'INDEX', text: 'option.since' },
      follow: { type: 'boolean', short: 'f', text: 'option.follow' },
    },
    exits: [EXIT.integrity, EXIT.network],
    examples: ['nforge log', 'nforge log --since 1200', 'nforge log --follow --json'],
    load: () => import('../commands/log.ts'),
  },
  {
    name: 'log prove',
    group: 'keys',
    text: 'command.log-prove',
    positionals: [RELEASE],
    options: {
      out: { type: 'string', short: 'o', value: 'FILE', required: true, text: 'option.prove-out', complete: 'file' },
    },
    exits: [EXIT.notFound, EXIT.conflict, EXIT.integrity, EXIT.network],
    examples: ['nforge log prove impots/income-tax@2.0.0 --out income-tax.tlog-proof'],
    load: () => import('../commands/log-prove.ts'),
  },
  {
    name: 'log trust',
    group: 'keys',
    text: 'command.log-trust',
    positionals: [],
    options: { yes: { type: 'boolean', short: 'y', text: 'option.yes' } },
    exits: [EXIT.cancelled, EXIT.integrity, EXIT.network],
    examples: ['nforge log trust', 'nforge log trust --yes --json'],
    load: () => import('../commands/log-trust.ts'),
  },
];
