import type { Arguments } from '../command.ts';
import { ask } from '../ask.ts';
import type { Io } from '../io.ts';
import { wants } from '../options.ts';
import type { TextKey, TextParams } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';

/** Is what a person is asked, in the person's language. */
export interface Question {
  readonly question: string;
  /** What is told where nobody can be asked; default: that keys are to be compared. */
  readonly nobody?: { readonly key: TextKey; readonly hint: TextKey; readonly params?: TextParams };
}

/**
 * Lets a person confirm something that cannot be checked by a program; `--yes` says that somebody has done so already.
 *
 * @throws UsageError when nobody can be asked, or the person cancels (exit 3)
 */
export async function confirmed(
  args: Arguments,
  io: Io,
  { question, nobody = { key: 'trust.needsYes', hint: 'trust.needsYesHint' } }: Question,
): Promise<boolean> {
  if (wants(args, 'yes')) return true;
  if (!io.interactive || io.json) throw new UsageError(nobody.key, nobody.params, { hint: nobody.hint });
  // Loaded here: most calls ask nothing.
  const { confirm } = await import('@clack/prompts');
  return ask(io, (common) => confirm({ ...common, message: question, initialValue: false }));
}
