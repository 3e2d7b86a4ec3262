import type { CommandSpec } from '../command.ts';
import { EXIT } from '../io.ts';
import { AT, OFFLINE, TRUST_LOCAL, WITH_FOLDER } from './options.ts';

/** Runs the vectors of an algorithm. */
export const TEST_COMMAND: CommandSpec = {
  name: 'test',
  group: 'author',
  text: 'command.test',
  positionals: [{ name: 'what', required: false, multiple: true, text: 'argument.test', complete: 'folder' }],
  options: {
    with: WITH_FOLDER,
    'trust-local': TRUST_LOCAL,
    junit: { type: 'string', value: 'FILE', text: 'option.junit', complete: 'file' },
    at: AT,
    offline: OFFLINE,
  },
  exits: [EXIT.refused, EXIT.notFound, EXIT.conflict, EXIT.integrity, EXIT.network],
  examples: [
    'nforge test',
    'nforge test rules/net-salary --with rules/income-tax --junit results.xml',
    'nforge test impots/income-tax@2.0.0 --json',
    'nforge test rules/crop-yield --trust-local',
  ],
  load: () => import('../commands/test.ts'),
};

/** Runs an algorithm. */
export const RUN_COMMAND: CommandSpec = {
  name: 'run',
  group: 'consumer',
  text: 'command.run',
  positionals: [{ name: 'algorithm', required: true, text: 'argument.run', complete: 'folder' }],
  options: {
    input: { type: 'string', short: 'i', value: 'INPUT', text: 'option.input', complete: 'file' },
    lines: { type: 'boolean', text: 'option.lines' },
    serve: { type: 'string', value: 'PORT', text: 'option.serve' },
    with: WITH_FOLDER,
    'trust-local': TRUST_LOCAL,
    at: AT,
    offline: OFFLINE,
  },
  exits: [EXIT.refused, EXIT.notFound, EXIT.conflict, EXIT.integrity, EXIT.network],
  examples: [
    'nforge run impots/income-tax --input input.json',
    'nforge run impots/income-tax@^1.0.0 --at 2024-06-30 --input -',
    'nforge run ./rules/net-salary --with rules/income-tax --input input.json',
    'nforge run impots/income-tax --lines --input households.ndjson',
    'nforge run impots/income-tax --serve 8080',
  ],
  load: () => import('../commands/run.ts'),
};
