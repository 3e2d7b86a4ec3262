import type { CommandSpec } from '../command.ts';

/** Lists the shells that completion scripts are written for. */
const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** Lists the commands about nforge itself. */
export const OTHER_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'doctor',
    group: 'other',
    text: 'command.doctor',
    positionals: [],
    options: {},
    exits: [],
    examples: ['nforge doctor', 'nforge doctor --registry https://forge.example.ma --json'],
    load: () => import('../commands/doctor.ts'),
  },
  {
    name: 'completion',
    group: 'other',
    text: 'command.completion',
    positionals: [{ name: 'shell', required: true, text: 'argument.shell', choices: SHELLS }],
    options: {},
    exits: [],
    examples: ['nforge completion bash > ~/.local/share/bash-completion/completions/nforge', 'nforge completion fish'],
    load: () => import('../commands/completion.ts'),
  },
  {
    name: 'version',
    group: 'other',
    text: 'command.version',
    positionals: [],
    options: {},
    exits: [],
    examples: ['nforge version', 'nforge version --json'],
    load: () => import('../commands/version.ts'),
  },
];
