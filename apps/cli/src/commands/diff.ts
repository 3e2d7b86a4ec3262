import type { Arguments } from '../command.ts';
import type { Diff } from '../diff/assemble-diff.ts';
import { diffPair } from '../diff/diff-pair.ts';
import { code, plain } from '../diff/markdown.ts';
import { openPair, type Pair } from '../diff/open-pair.ts';
import { renderMarkdown } from '../diff/render-markdown.ts';
import { levelWord, renderText } from '../diff/render-text.ts';
import { compareSchemaFiles, tellSchemas, type SchemaDiff } from '../diff/schema-diff.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { optionalString, texts, wants } from '../options.ts';
import { printable, printJson } from '../output.ts';
import { openReplayerHere } from '../programs/open-replayer.ts';
import { openWorkerHere } from '../session/check-worker.ts';
import { withVersions } from '../session/versions.ts';
import { text } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';

/** Shows what differs between two versions, folders or schemas, and what that demands of the number; exit 10 when anything does. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  if (wants(args, 'schemas')) return diffSchemas(args, io);
  if (optionalString(args, 'role') !== undefined) throw new UsageError('diff.roleAlone');
  const diff = await diffVersions(args, io);
  if (io.json) printJson(io, diff);
  else if (wants(args, 'markdown')) io.out(renderMarkdown(diff, io.locale));
  else if (diff.different) io.out(renderText(diff, io));
  else io.err(`${printable(text(io.locale, 'diff.same', { from: diff.from.label, to: diff.to.label }))}\n`);
  return diff.different ? EXIT.different : EXIT.ok;
}

async function diffVersions(args: Arguments, io: Io): Promise<Diff> {
  const worker = openWorkerHere(io);
  try {
    return await withVersions(args, io, async ({ client, versionsOf }) => {
      const pair = await openPair(args.positionals, { io, client, worker, versionsOf });
      assertOwn(pair, args);
      const replayer = openReplayerHere(args, io, worker);
      try {
        return await diffPair(pair, { worker, replayer, versionsOf });
      } finally {
        await replayer.close();
      }
    });
  } finally {
    await worker.close();
  }
}

/** The later side is what is run. */
function assertOwn({ to }: Pair, args: Arguments): void {
  if (to.folder === undefined && texts(args, 'with').length > 0) throw new UsageError('run.withRelease');
}

async function diffSchemas(args: Arguments, io: Io): Promise<ExitCode> {
  const [old, newer] = args.positionals;
  const role = optionalString(args, 'role');
  if (old === undefined || newer === undefined) throw new UsageError('diff.twoSchemas');
  if (role !== 'input' && role !== 'output') throw new UsageError('diff.role');
  const diff = await compareSchemaFiles({ old, new: newer, role }, io);
  if (io.json) printJson(io, diff);
  else tellSchemaDiff(diff, { io, markdown: wants(args, 'markdown') });
  return diff.different ? EXIT.different : EXIT.ok;
}

function tellSchemaDiff(diff: SchemaDiff, { io, markdown }: { readonly io: Io; readonly markdown: boolean }): void {
  const { level, words } = tellSchemas(diff, io.locale);
  if (markdown) io.out(`### ${code(diff.old)} → ${code(diff.new)}\n\n- **${level}** ${plain(words)}\n`);
  else io.out(`${levelWord(level, io)}${printable(words.replace(/\s+/g, ' '))}\n`);
}
