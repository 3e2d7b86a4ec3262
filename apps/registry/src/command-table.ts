import { Command, CommanderError } from 'commander';

import type { ServerIo } from './commands/command.ts';
import { describeFailure } from './commands/describe-failure.ts';
import { createProcessIo } from './process-io.ts';

type Run = (options: never, io: ServerIo) => Promise<number>;

/** Exit code for a command line that cannot be understood. */
const USAGE = 2;

/** Runs the command that the arguments name; gives its exit code. Unless told otherwise, it has the process to itself. */
export async function main(args: readonly string[], io: ServerIo = createProcessIo()): Promise<number> {
  let code = 0;
  const program = createTable(io, (result) => (code = result));
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    const { code: name, message, exitCode } = describeFailure(error, io.env);
    if (args.includes('--json')) io.stdout(`${JSON.stringify({ ok: false, code: name, message })}\n`);
    io.stderr(`nforge-registry: ${message}\n`);
    return exitCode;
  }
}

/** Is the table of commands; each is loaded only when it runs. */
function createTable(io: ServerIo, done: (code: number) => void): Command {
  const program = new Command('nforge-registry').description('The registry of the National Software Forge.');
  program.configureOutput({ writeOut: io.stdout, writeErr: io.stderr });
  program.exitOverride().showHelpAfterError('(run with --help for the options)').enablePositionalOptions();
  const on =
    (load: () => Promise<{ readonly run: Run }>, ...names: readonly string[]) =>
    async (...given: readonly unknown[]) => {
      const command = given.at(-1) as Command;
      const named = Object.fromEntries(names.map((name, index) => [name, given[index]]));
      done(await (await load()).run({ ...command.opts<object>(), ...named } as never, io));
    };
  addServers(program, on);
  addMaintenance(program, io, done);
  addCollect(program, on);
  addAccounts(program, on);
  addTombstone(program, on);
  addLog(program, on);
  program
    .command('version')
    .description('print the version')
    .option('--json', 'answer in JSON')
    .action(on(() => import('./commands/version.ts')));
  return program;
}

type On = (
  load: () => Promise<{ readonly run: Run }>,
  ...names: readonly string[]
) => (...given: readonly unknown[]) => Promise<void>;

const DATA = ['--data <folder>', 'data folder (default: $NFORGE_DATA, else ./data)'] as const;
const JSON_OPTION = ['--json', 'answer in JSON'] as const;

function addServers(program: Command, on: On): void {
  const serving = (command: Command): Command =>
    command
      .option(...DATA)
      .option('--port <number>', 'port (default: $PORT, else 4100)')
      .option('--host <address>', 'address to listen on', '127.0.0.1')
      .option('--public-url <url>', 'address under which others reach it (default: $NFORGE_PUBLIC_URL)')
      .option(
        '--origin <name>',
        'name of the log, at the very first start (default: $NFORGE_ORIGIN, else the public address)',
      )
      .option('--trust-proxy <hops>', 'number of proxies in front whose X-Forwarded-For is believed', '0')
      .option('--rate-limits <four>', 'requests a minute: address reads, address writes, token reads, token writes')
      .option(
        '--cli-package <file>',
        'nforge-VERSION.tgz to serve under /dist (default: $NFORGE_CLI_PACKAGE, else the built one)',
      )
      .option(
        '--vector-workers <number>',
        'processes that run the vectors of releases (default: one less than processors, 2 to 8)',
      )
      .option('--vector-seconds <number>', 'processor seconds for all vectors of a release', '60')
      .option(...JSON_OPTION);
  serving(program.command('serve').description('serve a data folder'))
    .option('--log <level>', 'info (every request), warn or silent', 'info')
    .action(on(() => import('./commands/serve.ts')));
  serving(program.command('start').description('serve, and publish the examples at the very first start'))
    .option('--log <level>', 'info (every request), warn or silent', 'warn')
    .option('--demo <folder>', 'folder of the examples (default: examples beside the program)')
    .action(on(() => import('./commands/start.ts')));
}

type RunArgs = (args: readonly string[], io: ServerIo) => Promise<number>;

/** These read their own arguments and print their own help. */
function addMaintenance(program: Command, io: ServerIo, done: (code: number) => void): void {
  const add = (name: string, description: string, load: () => Promise<{ readonly run: RunArgs }>): void => {
    const command = program.command(name).description(description).helpOption(false);
    command.argument('[arguments...]').allowUnknownOption().passThroughOptions();
    command.action(async (args: readonly string[]) => done(await (await load()).run(args, io)));
  };
  add('migrate', 'bring a data folder to this version', () => import('./commands/migrate.ts'));
  add('verify', 'hash every blob again and compare tables with documents', () => import('./commands/verify.ts'));
  add('backup', 'copy the data while servers run', () => import('./commands/backup.ts'));
  add('restore', 'fill an empty data folder from a backup', () => import('./commands/restore.ts'));
}

function addCollect(program: Command, on: On): void {
  program
    .command('collect')
    .description('remove uploads that no release refers to, while servers run (they do it hourly)')
    .option('--unused-for <span>', 'how long nobody used them, such as 24h or 30m', '24h')
    .option(...DATA)
    .option(...JSON_OPTION)
    .action(on(() => import('./commands/collect.ts')));
}

function addAccounts(program: Command, on: On): void {
  const plain = (command: Command): Command => command.option(...DATA).option(...JSON_OPTION);
  const agency = program.command('agency').description('create and list agencies');
  plain(agency.command('create').description('create an agency'))
    .argument('<name>')
    .option('--title <language=text...>', 'its name for people, such as fr="Direction générale"')
    .action(on(async () => ({ run: (await import('./commands/agency.ts')).create }), 'name'));
  plain(agency.command('list').description('list the agencies')).action(
    on(async () => ({ run: (await import('./commands/agency.ts')).list })),
  );
  plain(
    agency.command('reset-keys').description('replace all keys of an agency that has lost them; clients will notice'),
  )
    .argument('<name>')
    .requiredOption('--with <file>', 'the change, signed by the new key (see "nforge key reset-request --help")')
    .requiredOption('--reason <text>', 'why; it is public')
    .action(on(() => import('./commands/reset-keys.ts'), 'name'));
  const token = program.command('token').description('create, list and revoke tokens');
  plain(token.command('create').description('create a token; its secret is shown this once'))
    .option('--agency <name>', 'agency it belongs to; none for an operator token')
    .requiredOption('--scope <scopes...>', 'operator, owner, publish, lifecycle')
    .requiredOption('--expires <when>', 'such as 90d, 12h or 2027-01-31')
    .option('--label <text>', 'what it is for', 'token')
    .option('--algorithm <names...>', 'limits it to these algorithms')
    .action(on(async () => ({ run: (await import('./commands/token.ts')).create })));
  plain(token.command('list').description('list tokens, without their secrets'))
    .option('--agency <name>', 'agency; none for the operator tokens')
    .action(on(async () => ({ run: (await import('./commands/token.ts')).list })));
  plain(token.command('revoke').description('revoke a token'))
    .argument('<id>')
    .option('--agency <name>', 'agency it belongs to; none for an operator token')
    .action(on(async () => ({ run: (await import('./commands/token.ts')).revoke }), 'id'));
}

function addTombstone(program: Command, on: On): void {
  program
    .command('tombstone')
    .description('remove a release by law, while servers run; its digest and its place in the log stay')
    .argument('<agency/name@version>')
    .requiredOption('--reference <id>', 'the decision in the files of the authority: letters, digits and . _ / -')
    .option('--with-record', 'erase the record too: manifest, list of files')
    .option(...DATA)
    .option(...JSON_OPTION)
    .action(on(() => import('./commands/tombstone.ts'), 'release'));
}

function addLog(program: Command, on: On): void {
  const plain = (command: Command): Command => command.option(...DATA).option(...JSON_OPTION);
  plain(program.command('rebuild').description('make everything that follows from the log again, while no server runs'))
    .option(
      '--from <place>',
      'fill an empty folder from another copy: an address, an exported log, a data folder, a backup',
    )
    .option('--key <verifier key>', 'with --from: the key that must have signed the copy')
    .action(on(() => import('./commands/rebuild.ts')));
  const log = program.command('log').description('export, continue or fork the log');
  plain(log.command('export').description('take the log out into a folder, while servers run'))
    .requiredOption('--out <folder>', 'an empty folder, or one with an earlier export of the same log')
    .option('--with-blobs', 'the archives too')
    .action(on(() => import('./commands/log-export.ts')));
  plain(log.command('catch-up').description('fetch what our log lacks from another copy, and turn writes on'))
    .requiredOption('--from <place>', 'an address, an exported log, another data folder, a backup')
    .option(
      '--nothing-newer',
      'turn writes on though the copy cannot know the newest state: you vouch for it, and if it is not true, one key signs two logs and clients refuse the registry',
    )
    .action(on(() => import('./commands/log-catch-up.ts')));
  plain(log.command('fork').description('go on under a new name and key: only if no other copy has what is missing'))
    .requiredOption('--origin <name>', 'the new name of the log')
    .option('--yes', 'do it')
    .action(on(() => import('./commands/log-fork.ts')));
}
