import type { Arguments } from '../command.ts';
import { ask } from '../ask.ts';
import type { Io } from '../io.ts';
import { wants } from '../options.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Lets a person confirm something that cannot be checked by a program; `--yes` says that somebody has done so already.
 *
 * @param question - the question, in the language of the person
 * @throws UsageError when nobody can be asked, or the person cancels (exit 3)
 */
export async function confirmed(args: Arguments, io: Io, question: string): Promise<boolean> {
  if (wants(args, 'yes')) return true;
  if (!io.interactive || io.json) throw new UsageError('trust.needsYes', {}, { hint: 'trust.needsYesHint' });
  // Loaded here: most calls ask nothing.
  const { confirm } = await import('@clack/prompts');
  return ask(io, (common) => confirm({ ...common, message: question, initialValue: false }));
}
