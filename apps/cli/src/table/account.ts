import type { CommandSpec } from '../command.ts';
import { EXIT, type ExitCode } from '../io.ts';
import { AGENCY } from './options.ts';

const WRITES: readonly ExitCode[] = [EXIT.loginNeeded, EXIT.refused, EXIT.notFound, EXIT.conflict, EXIT.network];

/** Lists the scopes of tokens; a test compares it with the API. */
export const SCOPE_WORDS = ['operator', 'owner', 'publish', 'lifecycle'] as const;

/** Lists the commands about tokens and agencies. */
export const ACCOUNT_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'login',
    group: 'account',
    text: 'command.login',
    positionals: [],
    options: { 'token-file': { type: 'string', value: 'FILE', text: 'option.token-file', complete: 'file' } },
    exits: [EXIT.cancelled, EXIT.loginNeeded, EXIT.network],
    examples: ['nforge login', 'nforge login --registry https://forge.example.ma --token-file /run/secrets/nforge'],
    load: () => import('../commands/login.ts'),
  },
  {
    name: 'logout',
    group: 'account',
    text: 'command.logout',
    positionals: [],
    options: { revoke: { type: 'boolean', text: 'option.revoke' } },
    exits: [EXIT.loginNeeded, EXIT.network],
    examples: ['nforge logout', 'nforge logout --revoke'],
    load: () => import('../commands/logout.ts'),
  },
  {
    name: 'whoami',
    group: 'account',
    text: 'command.whoami',
    positionals: [],
    options: {},
    exits: [EXIT.loginNeeded, EXIT.network],
    examples: ['nforge whoami', 'nforge whoami --json'],
    load: () => import('../commands/whoami.ts'),
  },
  {
    name: 'token create',
    group: 'account',
    text: 'command.token-create',
    positionals: [],
    options: {
      agency: AGENCY,
      scope: {
        type: 'string',
        multiple: true,
        required: true,
        value: 'SCOPE',
        text: 'option.scope',
        choices: SCOPE_WORDS,
      },
      algorithm: { type: 'string', multiple: true, value: 'AGENCY/NAME', text: 'option.algorithm' },
      label: { type: 'string', value: 'TEXT', text: 'option.label' },
      expires: { type: 'string', value: 'DAYS', text: 'option.expires' },
    },
    exits: WRITES,
    examples: [
      'nforge token create --agency impots --scope publish --expires 30 --label "release robot"',
      'nforge token create --agency impots --scope publish,lifecycle --algorithm impots/income-tax',
    ],
    load: () => import('../commands/token-create.ts'),
  },
  {
    name: 'token list',
    group: 'account',
    text: 'command.token-list',
    positionals: [],
    options: { agency: AGENCY },
    exits: WRITES,
    examples: ['nforge token list --agency impots'],
    load: () => import('../commands/token-list.ts'),
  },
  {
    name: 'token revoke',
    group: 'account',
    text: 'command.token-revoke',
    positionals: [{ name: 'id', required: true, text: 'argument.token' }],
    options: { agency: AGENCY },
    exits: WRITES,
    examples: ['nforge token revoke t_8f3k2m --agency impots'],
    load: () => import('../commands/token-revoke.ts'),
  },
  {
    name: 'agency create',
    group: 'account',
    text: 'command.agency-create',
    positionals: [{ name: 'agency', required: true, text: 'argument.agency' }],
    options: { title: { type: 'string', multiple: true, value: 'LANG=TEXT', text: 'option.agency-title' } },
    exits: WRITES,
    examples: ['nforge agency create agence-eau --title "fr=Agence de l\'eau" --title "ar=وكالة الماء"'],
    load: () => import('../commands/agency-create.ts'),
  },
  {
    name: 'agency list',
    group: 'account',
    text: 'command.agency-list',
    positionals: [],
    options: {},
    exits: [EXIT.network],
    examples: ['nforge agency list', 'nforge agency list --json'],
    load: () => import('../commands/agency-list.ts'),
  },
];
