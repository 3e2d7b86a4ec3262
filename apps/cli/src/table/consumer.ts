import type { Facet, SearchSort } from '@national-forge/api';

import type { CommandSpec, Completion, OptionSpec } from '../command.ts';
import { EXIT, type ExitCode } from '../io.ts';
import type { TextKey } from '../texts/texts.ts';
import { RUN_COMMAND } from './execution.ts';
import { AT, NAME, OFFLINE } from './options.ts';
import { KINDS } from './author.ts';

const READS: readonly ExitCode[] = [EXIT.notFound, EXIT.network];
const INSTALLS: readonly ExitCode[] = [EXIT.refused, EXIT.notFound, EXIT.conflict, EXIT.integrity, EXIT.network];

/** Lists the orders of hits; the API's own list would bring all of its schemas along. */
export const SORTS: readonly SearchSort[] = ['relevance', 'recent', 'reuse', 'name'];

const filter = (value: string, text: TextKey, complete?: Completion): OptionSpec => ({
  ...{ type: 'string', multiple: true, value, text },
  ...(complete && { complete }),
});

const FILTERS: Readonly<Record<Facet, OptionSpec>> = {
  sector: filter('SECTOR', 'option.filter-sector', 'sector'),
  region: filter('REGION', 'option.filter-region', 'region'),
  agency: filter('AGENCY', 'option.filter-agency'),
  kind: filter('KIND', 'option.filter-kind', KINDS),
  engine: filter('ENGINE', 'option.filter-engine', ['javascript', 'wasm', 'python', 'none']),
  license: filter('SPDX', 'option.filter-license'),
  language: filter('LANG', 'option.filter-language', ['ar', 'fr', 'en', 'zgh']),
  risk: filter('LEVEL', 'option.filter-risk', ['minimal', 'limited', 'high']),
  status: filter('STATUS', 'option.filter-status', ['concept', 'development', 'beta', 'stable', 'obsolete']),
};

/** Lists the commands of who finds and reuses. */
export const CONSUMER_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'search',
    group: 'consumer',
    text: 'command.search',
    hyphens: 'search.hyphens',
    positionals: [{ name: 'words', required: false, multiple: true, text: 'argument.words' }],
    options: {
      ...FILTERS,
      sort: { type: 'string', value: 'ORDER', text: 'option.sort', choices: SORTS },
      facets: { type: 'boolean', text: 'option.facets' },
      explain: { type: 'boolean', text: 'option.explain' },
      all: { type: 'boolean', text: 'option.all' },
      limit: { type: 'string', value: 'N', text: 'option.limit' },
      cursor: { type: 'string', value: 'CURSOR', text: 'option.cursor' },
    },
    exits: [EXIT.network],
    examples: [
      'nforge search impot revenu',
      'nforge search ضريبة الدخل --lang ar',
      'nforge search dariba 3la dakhl',
      'nforge search "income tax -salary agency:impots"',
      'nforge search --sector agriculture,energy --engine wasm --sort recent',
      'nforge search --all --json',
    ],
    load: () => import('../commands/search.ts'),
  },
  {
    name: 'view',
    group: 'consumer',
    text: 'command.view',
    positionals: [{ name: 'reference', required: true, text: 'argument.reference' }],
    options: {},
    exits: READS,
    examples: ['nforge view impots/income-tax', 'nforge view impots/income-tax@2.0.0 --json'],
    load: () => import('../commands/view.ts'),
  },
  {
    name: 'versions',
    group: 'consumer',
    text: 'command.versions',
    positionals: [NAME],
    options: {},
    exits: READS,
    examples: ['nforge versions impots/income-tax'],
    load: () => import('../commands/versions.ts'),
  },
  {
    name: 'add',
    group: 'consumer',
    text: 'command.add',
    positionals: [{ name: 'reference', required: true, multiple: true, text: 'argument.references' }],
    options: { at: AT },
    exits: INSTALLS,
    examples: ['nforge add impots/income-tax', 'nforge add travail/net-salary@^1.0.0 finances/iban'],
    load: () => import('../commands/add.ts'),
  },
  {
    name: 'install',
    group: 'consumer',
    text: 'command.install',
    positionals: [],
    options: { locked: { type: 'boolean', text: 'option.locked' }, offline: OFFLINE, at: AT },
    exits: INSTALLS,
    examples: ['nforge install', 'nforge install --locked', 'nforge install --locked --offline'],
    load: () => import('../commands/install.ts'),
  },
  {
    name: 'update',
    group: 'consumer',
    text: 'command.update',
    positionals: [{ name: 'agency/name', required: false, multiple: true, text: 'argument.names' }],
    options: { at: AT },
    exits: INSTALLS,
    examples: ['nforge update', 'nforge update impots/income-tax'],
    load: () => import('../commands/update.ts'),
  },
  {
    name: 'outdated',
    group: 'consumer',
    text: 'command.outdated',
    positionals: [],
    options: { at: AT },
    exits: [...READS, EXIT.different],
    examples: ['nforge outdated', 'nforge outdated --json'],
    load: () => import('../commands/outdated.ts'),
  },
  {
    name: 'verify',
    group: 'consumer',
    text: 'command.verify',
    positionals: [{ name: 'what', required: false, text: 'argument.verify', complete: 'file' }],
    options: {
      proof: { type: 'string', value: 'FILE', text: 'option.proof', complete: 'file' },
      'log-key': { type: 'string', value: 'VKEY', text: 'option.log-key' },
      'agency-key': { type: 'string', multiple: true, value: 'FINGERPRINT', text: 'option.agency-key' },
      offline: OFFLINE,
    },
    exits: [EXIT.notFound, EXIT.integrity, EXIT.network],
    examples: [
      'nforge verify',
      'nforge verify --offline',
      'nforge verify impots/income-tax@2.0.0',
      'nforge verify income-tax.tar.zst --proof income-tax.tlog-proof --offline',
      'nforge verify income-tax.tar.zst --proof income-tax.tlog-proof --offline --log-key "$LOG_KEY" --agency-key "$FINGERPRINT"',
    ],
    load: () => import('../commands/verify.ts'),
  },
  RUN_COMMAND,
];
