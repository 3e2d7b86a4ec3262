import {
  findKnownLog,
  readLock,
  verifyProject,
  type ModuleReport,
  type ProjectOptions,
  type ProjectReport,
} from '@national-forge/client';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { printable, printJson } from '../output.ts';
import { withProject } from '../session/session.ts';
import { tellStatus } from '../session/tell-install.ts';
import { text } from '../texts/texts.ts';
import { asOfNote, tellAsOf, type AsOf } from '../verify/as-of.ts';
import { assertNothingAlone, verifyOne } from '../verify/verify-one.ts';

function tellModule(io: Io, module: ModuleReport): void {
  const release = `${module.name}@${module.version}`;
  if (module.state === 'intact') {
    io.err(`${text(io.locale, 'verify.intact', { release })}\n`);
    return;
  }
  io.err(`${text(io.locale, module.state === 'missing' ? 'verify.missing' : 'verify.changed', { release })}\n`);
  const differences = [
    ...module.changed.map((path) => ['verify.file.changed', path] as const),
    ...module.missing.map((path) => ['verify.file.missing', path] as const),
    ...module.extra.map((path) => ['verify.file.extra', path] as const),
  ];
  for (const [key, path] of differences) io.err(`  ${printable(text(io.locale, key, { path }))}\n`);
}

function tellProject(io: Io, args: Arguments, report: ProjectReport): void {
  for (const module of report.modules) tellModule(io, module);
  for (const name of report.unknown) io.err(`${printable(text(io.locale, 'verify.unknown', { name }))}\n`);
  if (report.index === 'changed' || report.index === 'missing')
    io.err(`${text(io.locale, `verify.index.${report.index}`)}\n`);
  tellStatus(io, args, report);
  if (report.proved) io.err(`${text(io.locale, 'verify.projectProved')}\n`);
  io.err(`${text(io.locale, report.ok ? 'verify.ok' : 'verify.bad', { count: report.modules.length })}\n`);
}

/** Proves that the installed modules, or a named release, are the published ones; exit 8 when they are not. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const [reference] = args.positionals;
  if (reference !== undefined) return verifyOne(args, io, reference);
  assertNothingAlone(args);
  const { report, asOf, moved } = await withProject(args, io, async (options, names) => {
    const found = await verifyProject(options);
    return { report: found, asOf: found.proved ? await asOfProject(options, found) : undefined, moved: names };
  });
  for (const one of report.moved) moved.tell(one);
  if (io.json) printJson(io, { ...report, asOf: asOf ?? null });
  else {
    tellProject(io, args, report);
    if (asOf !== undefined) tellAsOf(io, asOf);
  }
  return report.ok ? EXIT.ok : EXIT.integrity;
}

/** With a registry that answered it is the newest checkpoint, which was remembered just now; else that of the lock file. */
async function asOfProject(options: ProjectOptions, { statusKnown }: ProjectReport): Promise<AsOf> {
  const { client, folder, trust } = options;
  const isFresh = client !== undefined && statusKnown;
  const known = isFresh ? await findKnownLog(trust, client.registry) : undefined;
  return asOfNote(known?.checkpoint ?? (await readLock(folder)).log.checkpoint, known !== undefined);
}
