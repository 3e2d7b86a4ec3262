import type { CommandSpec, OptionSpec } from '../command.ts';
import { EXIT } from '../io.ts';
import type { TextKey } from '../texts/texts.ts';
import { TEST_COMMAND } from './execution.ts';
import { SIGNING, TRUST_LOCAL, WAIVE, WITH, WITH_FOLDER } from './options.ts';

/** Lists the kinds of algorithms; a test compares it with the schema of the manifest. */
export const KINDS = [
  'rule',
  'statistical',
  'machine-learning',
  'generative',
  'optimisation',
  'transform',
  'validator',
] as const;

/** Lists the engines that `init` can write a beginning for. */
export const ENGINES = ['javascript', 'python', 'none'] as const;

const localised = (field: string): Readonly<Record<string, OptionSpec>> =>
  Object.fromEntries(
    (['fr', 'ar', 'en'] as const).map((language) => [
      `${field}-${language}`,
      { type: 'string', value: 'TEXT', text: `option.${field}-${language}` as TextKey } as const,
    ]),
  );

/** Lists the commands of who publishes. */
export const AUTHOR_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'init',
    group: 'author',
    text: 'command.init',
    positionals: [{ name: 'folder', required: false, text: 'argument.folder', complete: 'folder' }],
    options: {
      name: { type: 'string', value: 'AGENCY/NAME', text: 'option.name' },
      ...localised('title'),
      ...localised('summary'),
      ...localised('organisation'),
      kind: { type: 'string', value: 'KIND', text: 'option.kind', choices: KINDS },
      engine: { type: 'string', value: 'ENGINE', text: 'option.engine', choices: ENGINES },
      sector: { type: 'string', multiple: true, value: 'SECTOR', text: 'option.sector', complete: 'sector' },
      region: { type: 'string', value: 'REGION', text: 'option.region', complete: 'region' },
      license: { type: 'string', value: 'SPDX', text: 'option.license' },
      email: { type: 'string', value: 'ADDRESS', text: 'option.email' },
      from: { type: 'string', value: 'FILE', text: 'option.from', complete: 'file' },
      'from-language': {
        type: 'string',
        value: 'LANG',
        text: 'option.from-language',
        choices: ['ar', 'fr', 'en'],
      },
    },
    exits: [EXIT.cancelled, EXIT.notFound, EXIT.conflict],
    examples: [
      'nforge init',
      'nforge init water-need --name agence-eau/water-need --title-fr "Besoin en eau" --kind transform --sector agriculture --region MA-09 --email algorithmes@agence-eau.example',
      'nforge init --from publiccode.yml --name agence-eau/water-need',
    ],
    load: () => import('../commands/init.ts'),
  },
  {
    name: 'validate',
    group: 'author',
    text: 'command.validate',
    positionals: [{ name: 'folder', required: false, multiple: true, text: 'argument.folders', complete: 'folder' }],
    options: {},
    exits: [EXIT.refused, EXIT.notFound],
    examples: ['nforge validate', 'nforge validate rules/income-tax rules/seniority-bonus --json'],
    load: () => import('../commands/validate.ts'),
  },
  TEST_COMMAND,
  {
    name: 'pack',
    group: 'author',
    text: 'command.pack',
    positionals: [{ name: 'folder', required: false, text: 'argument.folder', complete: 'folder' }],
    options: {
      out: { type: 'string', short: 'o', value: 'FILE', text: 'option.out', complete: 'file' },
      gzip: { type: 'boolean', text: 'option.gzip' },
    },
    exits: [EXIT.refused, EXIT.notFound, EXIT.conflict],
    examples: [
      'nforge pack',
      'nforge pack rules/income-tax --out income-tax.tar.zst',
      'nforge pack --gzip -o a.tar.gz',
    ],
    load: () => import('../commands/pack.ts'),
  },
  {
    name: 'diff',
    group: 'author',
    text: 'command.diff',
    positionals: [
      { name: 'from', required: false, text: 'argument.diffFrom', complete: 'folder' },
      { name: 'to', required: false, text: 'argument.diffTo', complete: 'folder' },
    ],
    options: {
      schemas: { type: 'boolean', text: 'option.schemas' },
      role: { type: 'string', value: 'ROLE', text: 'option.role', choices: ['input', 'output'] },
      markdown: { type: 'boolean', text: 'option.markdown' },
      with: WITH_FOLDER,
      'trust-local': TRUST_LOCAL,
    },
    exits: [EXIT.refused, EXIT.notFound, EXIT.integrity, EXIT.network, EXIT.different],
    examples: [
      'nforge diff',
      'nforge diff 1.2.0 1.3.0',
      'nforge diff impots/income-tax@1.0.0 impots/income-tax@2.0.0 --markdown',
      'nforge diff --schemas old.json new.json --role input',
    ],
    load: () => import('../commands/diff.ts'),
  },
  {
    name: 'bump',
    group: 'author',
    text: 'command.bump',
    positionals: [{ name: 'folder', required: false, text: 'argument.folder', complete: 'folder' }],
    options: {
      check: { type: 'boolean', text: 'option.check' },
      level: { type: 'string', value: 'LEVEL', text: 'option.level', choices: ['patch', 'minor', 'major'] },
      with: WITH_FOLDER,
      'trust-local': TRUST_LOCAL,
    },
    exits: [EXIT.refused, EXIT.notFound, EXIT.integrity, EXIT.network],
    examples: [
      'nforge bump',
      'nforge bump rules/income-tax --check',
      'nforge bump rules/net-salary --with rules/income-tax',
      'nforge bump --level minor --json',
    ],
    load: () => import('../commands/bump.ts'),
  },
  {
    name: 'publish',
    group: 'author',
    text: 'command.publish',
    positionals: [{ name: 'folder', required: false, multiple: true, text: 'argument.folders', complete: 'folder' }],
    options: {
      'dry-run': { type: 'boolean', text: 'option.dry-run' },
      with: WITH,
      waive: WAIVE,
      'trust-local': TRUST_LOCAL,
    },
    environment: SIGNING,
    exits: [EXIT.cancelled, EXIT.loginNeeded, EXIT.refused, EXIT.notFound, EXIT.conflict, EXIT.integrity, EXIT.network],
    examples: [
      'nforge publish',
      'nforge publish --dry-run',
      'nforge publish rules/income-tax rules/net-salary --json',
      'nforge publish rules/income-tax --with income-tax.signed.json',
    ],
    load: () => import('../commands/publish.ts'),
  },
];
