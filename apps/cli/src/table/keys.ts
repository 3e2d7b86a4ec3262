import type { CommandSpec, OptionSpec, PositionalSpec } from '../command.ts';
import { EXIT, type ExitCode } from '../io.ts';
import { AGENCY, KEY, OUT_SIGNED, PASSPHRASE, SIGNING, SIGNS, TRUST_LOCAL, WAIVE, WITH } from './options.ts';

const READS: readonly ExitCode[] = [EXIT.notFound, EXIT.integrity, EXIT.network];
const CHANGES: readonly ExitCode[] = [
  EXIT.cancelled,
  EXIT.loginNeeded,
  EXIT.refused,
  EXIT.notFound,
  EXIT.conflict,
  EXIT.integrity,
  EXIT.network,
];

/** Lists the algorithms of keys; a test compares it with the package that makes them. */
export const ALGORITHM_WORDS = ['ed25519', 'ml-dsa-44'] as const;

/** Lists the forms in which a public key is written. */
const EXPORT_FORMATS = ['pem', 'base64', 'fingerprint'] as const;

const AGENCY_NAME: PositionalSpec = { name: 'agency', required: true, text: 'argument.agency' };
const OPTIONAL_AGENCY: OptionSpec = { type: 'string', value: 'AGENCY', text: 'option.key-list-agency' };

/** Lists the commands about the keys that agencies sign with. */
export const KEY_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'key create',
    group: 'keys',
    text: 'command.key-create',
    positionals: [],
    options: {
      algorithm: { type: 'string', value: 'NAME', text: 'option.key-algorithm', choices: ALGORITHM_WORDS },
      label: { type: 'string', value: 'TEXT', text: 'option.key-label' },
      passphrase: { type: 'boolean', text: 'option.passphrase' },
      'passphrase-file': { type: 'string', value: 'FILE', text: 'option.passphrase-file', complete: 'file' },
      'for-ci': { type: 'boolean', text: 'option.for-ci' },
    },
    environment: PASSPHRASE,
    exits: [EXIT.cancelled],
    examples: [
      'nforge key create --label "release desk" --passphrase',
      'nforge key create --for-ci > ci-key.json',
      'nforge key create --algorithm ml-dsa-44 --json',
    ],
    load: () => import('../commands/key-create.ts'),
  },
  {
    name: 'key list',
    group: 'keys',
    text: 'command.key-list',
    positionals: [],
    options: { agency: OPTIONAL_AGENCY },
    exits: [EXIT.refused, ...READS],
    examples: ['nforge key list', 'nforge key list --agency impots --json'],
    load: () => import('../commands/key-list.ts'),
  },
  {
    name: 'key register',
    group: 'keys',
    text: 'command.key-register',
    positionals: [],
    options: {
      agency: AGENCY,
      key: KEY,
      ci: { type: 'boolean', text: 'option.ci' },
      names: { type: 'string', multiple: true, value: 'NAME', text: 'option.ci-names' },
      expires: { type: 'string', value: 'DAYS', text: 'option.ci-expires' },
      out: OUT_SIGNED,
      with: WITH,
    },
    environment: SIGNING,
    exits: CHANGES,
    examples: [
      'nforge key register --agency impots',
      'nforge key register --agency impots --key ci-key.json --ci --names income-tax,vat --expires 90d',
      'nforge key register --agency impots --key 5d41402abc4b --out new-key.json',
      'nforge key register --agency impots --with new-key.json',
    ],
    load: () => import('../commands/key-register.ts'),
  },
  {
    name: 'key revoke',
    group: 'keys',
    text: 'command.key-revoke',
    positionals: [{ name: 'fingerprint', required: true, text: 'argument.fingerprint' }],
    options: {
      agency: AGENCY,
      from: { type: 'string', value: 'INDEX', text: 'option.revoke-from' },
      out: OUT_SIGNED,
      with: WITH,
    },
    environment: SIGNING,
    exits: CHANGES,
    examples: [
      'nforge key revoke 5d41402abc4b --agency impots',
      'nforge key revoke 5d41402abc4b --agency impots --from 1200',
    ],
    load: () => import('../commands/key-revoke.ts'),
  },
  {
    name: 'key rotate',
    group: 'keys',
    text: 'command.key-rotate',
    positionals: [],
    options: { agency: AGENCY, key: { ...KEY, text: 'option.rotate-key' }, out: OUT_SIGNED, with: WITH },
    environment: SIGNING,
    exits: CHANGES,
    examples: [
      'nforge key rotate --agency impots',
      'nforge key rotate --agency impots --key 5d41402abc4b --out rotation.json',
      'nforge key rotate --agency impots --with rotation.json',
    ],
    load: () => import('../commands/key-rotate.ts'),
  },
  {
    name: 'key export-public',
    group: 'keys',
    text: 'command.key-export-public',
    positionals: [{ name: 'fingerprint', required: false, text: 'argument.fingerprint' }],
    options: { format: { type: 'string', value: 'FORM', text: 'option.export-format', choices: EXPORT_FORMATS } },
    exits: [EXIT.refused, EXIT.notFound],
    examples: [
      'nforge key export-public > release-desk.pub.pem',
      'nforge key export-public 5d41402abc4b --format base64',
    ],
    load: () => import('../commands/key-export-public.ts'),
  },
  {
    name: 'key reset-request',
    group: 'keys',
    text: 'command.key-reset-request',
    positionals: [],
    options: {
      agency: AGENCY,
      key: KEY,
      out: { type: 'string', short: 'o', value: 'FILE', required: true, text: 'option.reset-out', complete: 'file' },
    },
    environment: SIGNING,
    exits: [EXIT.cancelled, ...READS],
    examples: ['nforge key reset-request --agency impots --out impots-reset.json'],
    load: () => import('../commands/key-reset-request.ts'),
  },
  {
    name: 'agency policy',
    group: 'keys',
    text: 'command.agency-policy',
    positionals: [AGENCY_NAME],
    options: {
      threshold: { type: 'string', value: 'N', required: true, text: 'option.threshold' },
      out: OUT_SIGNED,
      with: WITH,
    },
    environment: SIGNING,
    exits: CHANGES,
    examples: ['nforge agency policy impots --threshold 2'],
    load: () => import('../commands/agency-policy.ts'),
  },
  {
    name: 'agency view',
    group: 'keys',
    text: 'command.agency-view',
    positionals: [AGENCY_NAME],
    options: {},
    exits: READS,
    examples: ['nforge agency view impots', 'nforge agency view impots --json'],
    load: () => import('../commands/agency-view.ts'),
  },
  {
    name: 'agency trust',
    group: 'keys',
    text: 'command.agency-trust',
    positionals: [AGENCY_NAME],
    options: { yes: { type: 'boolean', short: 'y', text: 'option.yes' } },
    exits: [EXIT.cancelled, ...READS],
    examples: ['nforge agency trust impots', 'nforge agency trust impots --yes --json'],
    load: () => import('../commands/agency-trust.ts'),
  },
  {
    name: 'sign',
    group: 'keys',
    text: 'command.sign',
    positionals: [{ name: 'folder', required: false, multiple: true, text: 'argument.folders', complete: 'folder' }],
    options: {
      out: { ...OUT_SIGNED, required: true, text: 'option.sign-out' },
      key: SIGNS,
      with: WITH,
      waive: WAIVE,
      'trust-local': TRUST_LOCAL,
    },
    environment: SIGNING,
    exits: [EXIT.cancelled, EXIT.refused, ...READS],
    examples: [
      'nforge sign rules/income-tax --out income-tax.signed.json',
      'nforge sign rules/income-tax --with income-tax.signed.json --out income-tax.signed-twice.json',
    ],
    load: () => import('../commands/sign.ts'),
  },
];
