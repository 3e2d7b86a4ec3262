import { styleText } from 'node:util';

import type { Report, ReportItem } from './error-report.ts';
import { fewOfEach } from './few-of-each.ts';
import { EXIT, type ExitCode, type Io } from './io.ts';
import { text, type TextKey } from './texts/texts.ts';
import { UsageError } from './usage-error.ts';

const interrupted = (io: Io): Report => ({
  code: 'cancelled',
  exit: EXIT.interrupted,
  message: text(io.json ? 'en' : io.locale, 'error.interrupted'),
});

/**
 * Tells an error: a JSON document on stdout with `--json`, in English; else words on stderr.
 *
 * @param words - the words of the call, for what to type instead
 * @returns the exit code
 */
export async function reportError(error: unknown, io: Io, words: readonly string[] = []): Promise<ExitCode> {
  const report = io.signal.aborted ? interrupted(io) : await describe(error, io, words);
  if (io.json) io.out(`${JSON.stringify({ error: report }, null, 2)}\n`);
  else await tell(report, io);
  if (truthy(io.env['NFORGE_DEBUG']) && error instanceof Error) io.err(`${await safeStack(error)}\n`);
  return report.exit;
}

/** The texts of errors, and what knows them, are loaded only when something went wrong, and no more of them than that. */
async function describe(error: unknown, io: Io, words: readonly string[]): Promise<Report> {
  const locale = io.json ? 'en' : io.locale;
  if (error instanceof UsageError) return (await import('./describe-usage.ts')).describeUsage(error, locale);
  const { describeError } = await import('./describe-error.ts');
  const { withPresentName } = await import('./present-name.ts');
  return withPresentName(describeError(error, locale), { words, locale });
}

/** The message of an error may hold words from elsewhere. */
async function safeStack({ stack = '' }: Error): Promise<string> {
  const { printable } = await import('./output.ts');
  return printable(stack);
}

const truthy = (value: string | undefined): boolean => value !== undefined && value !== '' && value !== '0';

async function tell(report: Report, io: Io): Promise<void> {
  const { printable } = await import('./output.ts');
  const red = (words: string) => (io.color ? styleText('red', words, { validateStream: false }) : words);
  io.err(`${red(`${text(io.locale, 'error.label')}:`)} ${printable(report.message)}\n`);
  if (report.step) {
    const step = text(io.locale, `step.${report.step}` as TextKey);
    io.err(`${text(io.locale, 'error.step', { step })}\n`);
  }
  for (const item of shownItems(report.items ?? [], io)) io.err(`${printable(formatItem(item, io))}\n`);
  if (report.hint) io.err(`${text(io.locale, 'error.hint')}: ${printable(report.hint)}\n`);
  if (report.requestId) io.err(`${text(io.locale, 'error.request', { id: report.requestId })}\n`);
}

/** Of what is said many times of one place the first are shown, and a remedy that they share after the last of them. */
function shownItems(items: readonly ReportItem[], io: Io): readonly ReportItem[] {
  const told = fewOfEach(items, ({ where, code }) => `${code} ${where}`).map(({ item, more }) =>
    more === undefined ? item : { ...item, message: text(io.locale, 'changes.more', { count: more }) },
  );
  return told.map(({ hint, ...item }, at) => {
    const next = told[at + 1];
    const isSharedWithNext = next?.hint === hint && next?.where === item.where;
    return hint === undefined || isSharedWithNext ? item : { ...item, hint };
  });
}

/** Writes one fault as a compiler does, the remedy on a line of its own: `file:line:column: message`. */
export function formatItem(item: ReportItem, io: Io): string {
  const severity = item.severity === 'warning' ? `${text(io.locale, 'validate.warning')}: ` : '';
  const where = item.where === '' ? '' : `${item.where}: `;
  return `  ${where}${severity}${item.message}${item.hint ? `\n    ${item.hint}` : ''}`;
}
