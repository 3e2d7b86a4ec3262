import { describeProblemCode, exitCodeOf, ProblemError } from '@national-forge/api';
import type { Locale } from '@national-forge/manifest';

import { StoreError, type StoreErrorCode } from '../ports.ts';
import { CodedError, CommandError } from './command.ts';

/** What the operator can do about each reason that a data folder cannot be used. */
const REMEDIES: Readonly<Partial<Record<StoreErrorCode, string>>> = {
  'not-a-data-folder': 'Name another folder with --data or NFORGE_DATA, or let "nforge-registry serve" create one.',
  'format-newer': 'Install the newer nforge-registry, or restore a backup made by this version.',
  'format-unknown': 'Name another folder with --data or NFORGE_DATA.',
  'not-writable': 'Give this user the right to write there, or name another folder with --data or NFORGE_DATA.',
  'not-empty': 'Name an empty folder: nothing is ever overwritten.',
  'migration-newer': 'Install the newer nforge-registry, or restore a backup made by this version.',
  'migration-changed': 'This build does not fit these data: install an unchanged release.',
  'storage-full': 'Make room on the disk.',
  locked: 'Stop the other process that holds the data, then try again.',
  damaged: 'Run "nforge-registry verify" and restore a backup.',
  'log-diverged':
    'Find out which of the two clients have seen before anything else; "nforge-registry log fork" is the last resort.',
  'source-invalid': 'Name an address (https://…), an exported log, another data folder or a backup.',
  'source-unreachable': 'Try again, or name another copy of the log.',
  'source-other-log': 'Name a copy of this log.',
  'source-behind': 'Name a copy that is newer.',
  'source-incomplete': 'Export it again --with-blobs, or name another copy of the log.',
  'source-damaged': 'Name another copy of the log.',
};

/** Is a failure as the operator is told of it. */
export interface Failure {
  /** Stable English code, for programs. */
  readonly code: string;
  readonly message: string;
  readonly exitCode: number;
}

/** Says in one line what went wrong and what to do, and with which exit code the process ends. */
export function describeFailure(error: unknown, env: Readonly<Record<string, string | undefined>>): Failure {
  if (error instanceof CodedError) return { code: error.code, message: error.message, exitCode: error.exitCode };
  if (error instanceof CommandError) {
    const { message, exitCode } = error;
    return { code: exitCode === 2 ? 'usage' : 'failure', message, exitCode };
  }
  if (error instanceof StoreError) {
    const remedy = REMEDIES[error.code];
    const message = remedy ? `${sentence(error.message)} ${remedy}` : error.message;
    return { code: error.code, message, exitCode: exitOf(error.code) };
  }
  if (error instanceof ProblemError) return describeProblem(error, localeOf(env));
  const text =
    error instanceof Error ? (env.NFORGE_DEBUG ? (error.stack ?? error.message) : error.message) : String(error);
  const message = `${text}${env.NFORGE_DEBUG ? '' : ' (set NFORGE_DEBUG=1 to see where)'}`;
  return { code: 'internal', message, exitCode: 1 };
}

function describeProblem(error: ProblemError, locale: Locale): Failure {
  const { detail, hint } = describeProblemCode(error.code, error.params, locale);
  const items = error
    .items(locale)
    .map(({ file, line, message }) => `\n  ${file ?? ''}${line ? `:${line}` : ''} ${message}`);
  return { code: error.code, message: `${detail}${items.join('')} ${hint}`, exitCode: exitCodeOf(error.code) };
}

/** Gives the exit code of the command line: 8 integrity or signature, 9 network. */
export function exitOf(code: StoreErrorCode): number {
  if (code === 'source-unreachable') return 9;
  return INTEGRITY.has(code) ? 8 : 1;
}

const INTEGRITY: ReadonlySet<StoreErrorCode> = new Set([
  'damaged',
  'log-lost',
  'log-diverged',
  'source-other-log',
  'source-damaged',
]);

const sentence = (text: string): string => (text.endsWith('.') ? text : `${text}.`);

/** Tells the language of whoever runs a command: that of the system, English unless it is Arabic or French. */
export function localeOf({ LC_ALL, LC_MESSAGES, LANG }: Readonly<Record<string, string | undefined>>): Locale {
  const language = (LC_ALL || LC_MESSAGES || LANG || '').slice(0, 2);
  return language === 'ar' || language === 'fr' ? language : 'en';
}
