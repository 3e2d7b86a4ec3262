import { join } from 'node:path';

import { describeFinding, describeVerdict, type Finding } from '@national-forge/admission';
import {
  describeProblemCode,
  describeTransparencyError,
  isProblemCode,
  isTransparencyCode,
  type Problem,
} from '@national-forge/api';
import { describeArchiveError, type ArchiveError, type ArchiveErrorCode } from '@national-forge/archive';
import { isClientError, type ClientError, type ClientErrorCode, type TooSmallBump } from '@national-forge/client';
import { describeProblem, type Locale, type ManifestError } from '@national-forge/manifest';
import { isWaivable, type VersioningError, type VersioningErrorCode } from '@national-forge/versioning';

import { reasonWords } from './bump/reason-words.ts';
import { describeUsage } from './describe-usage.ts';
import { EXIT, type ExitCode } from './io.ts';
import type { Report, ReportItem } from './error-report.ts';
import { ar } from './texts/failures/ar.ts';
import { en } from './texts/failures/en.ts';
import type { FailureText, FailureTexts, ParticularFailure } from './texts/failures/failure-texts.ts';
import { fr } from './texts/failures/fr.ts';
import { fill, text, TEXTS, type TextKey, type TextParams } from './texts/texts.ts';
import { UsageError } from './usage-error.ts';
import { describeVectorsFailed } from './vectors/describe-failed.ts';
import { VectorsFailed } from './vectors/vectors-failed.ts';

/** Holds the texts of failures in every language. */
export const FAILURES: Readonly<Record<Locale, FailureTexts>> = { ar, fr, en };

/** Is what the texts need of an ArchiveError. */
export type ArchiveFault = Pick<ArchiveError, 'code' | 'path' | 'params'>;
type ManifestFault = Pick<ManifestError, 'code' | 'params'>;
type VersioningFault = Pick<VersioningError, 'code' | 'params' | 'chain' | 'against'>;

/**
 * Describes any error in a language: what happened, what to do, where, and the exit code. Errors are told apart by their
 * name and code, not by their class: two copies of a package may be loaded.
 */
export function describeError(error: unknown, locale: Locale): Report {
  if (error instanceof UsageError) return describeUsage(error, locale);
  if (isClientError(error)) return describeClient(error, locale);
  if (error instanceof Error) {
    if (error instanceof VectorsFailed) return describeVectorsFailed(error, locale);
    if (error.name === 'ArchiveError') return describeArchive(error as unknown as ArchiveFault, locale);
    if (error.name === 'ManifestError') return describeManifest(error as unknown as ManifestFault, locale);
    if (error.name === 'VersioningError') return describeVersioning(error as unknown as VersioningFault, locale);
  }
  return describeSystem(error, locale) ?? describeUnknown(error, locale);
}

function describeSystem(error: unknown, locale: Locale): Report | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined || code === undefined || path === undefined) return undefined;
  const message = text(locale, 'error.file', { path, reason: code });
  const exit = code === 'ENOENT' ? EXIT.notFound : EXIT.failure;
  return { code: 'file-access', exit, message, hint: text(locale, 'error.fileHint') };
}

function describeUnknown(error: unknown, locale: Locale): Report {
  const message = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal',
    exit: EXIT.failure,
    message: text(locale, 'error.internal', { message }),
    hint: text(locale, 'error.internalHint'),
  };
}

function describeManifest(error: ManifestFault, locale: Locale): Report {
  const { message, remedy } = describeProblem(error, locale);
  return { code: error.code, exit: EXIT.usage, message, hint: remedy };
}

const VERSIONING_EXITS: Readonly<Record<VersioningErrorCode, ExitCode>> = {
  'version-invalid': EXIT.usage,
  'range-invalid': EXIT.usage,
  'date-invalid': EXIT.usage,
  'algorithm-unknown': EXIT.notFound,
  'no-version': EXIT.notFound,
  conflict: EXIT.conflict,
  'too-many-steps': EXIT.conflict,
  'comparison-timeout': EXIT.failure,
  'schema-invalid': EXIT.usage,
};

function describeVersioning(error: VersioningFault, locale: Locale): Report {
  const [message, hint] = filled(FAILURES[locale].versioning[error.code], error.params, locale);
  const items = [...error.chain, ...error.against].map(({ by, name, range }) => ({
    where: by,
    message: text(locale, 'error.chain', { by, name, range }),
  }));
  return { code: error.code, exit: VERSIONING_EXITS[error.code], message, hint, items };
}

const ARCHIVE_EXITS: Partial<Readonly<Record<ArchiveErrorCode, ExitCode>>> = {
  'folder-missing': EXIT.notFound,
  'entry-missing': EXIT.notFound,
  'target-exists': EXIT.conflict,
  'digest-mismatch': EXIT.integrity,
  'archive-corrupt': EXIT.integrity,
  'archive-truncated': EXIT.integrity,
};

/** Describes a fault of a folder or an archive. */
export function describeArchive(error: ArchiveFault, locale: Locale): Report {
  const { message, remedy } = describeArchiveError(error, locale);
  const where = error.path === undefined ? '' : `${fill(locale, '{path}', { path: error.path })}: `;
  return {
    code: error.code,
    exit: ARCHIVE_EXITS[error.code] ?? EXIT.refused,
    message: `${where}${message}`,
    hint: remedy,
  };
}

function describeClient(error: ClientError, locale: Locale): Report {
  const report = describeFailure(error, locale);
  const { from, to } = error.params;
  const isMoved = error.code === 'algorithm-moved' || error.code === 'agency-moved';
  return isMoved ? { ...report, moved: { from: String(from), to: String(to) } } : report;
}

function describeFailure(error: ClientError, locale: Locale): Report {
  const exit = error.exit as ExitCode;
  if (error.problem !== undefined) {
    const report = describeRegistryProblem(error.problem, exit);
    const hint = unfitHint(error, locale);
    return hint === undefined ? report : { ...report, hint };
  }
  if (isProblemCode(error.code)) {
    const { detail, hint } = describeProblemCode(error.code, error.params, locale);
    const own = OWN_HINTS[error.code];
    const said = own === undefined ? unfitHint(error, locale) : text(locale, own);
    const items = error.bumps.flatMap((bump) => describeBump(bump, locale));
    return { code: error.code, exit, message: detail, hint: said ?? hint, ...(items.length > 0 && { items }) };
  }
  const { client, particular } = FAILURES[locale];
  const special = ['source', 'step', 'reason', 'option', 'what'].map(
    (name) => `${error.code}/${String(error.params[name])}`,
  );
  const key = special.find((one) => Object.hasOwn(particular, one)) as keyof typeof particular | undefined;
  const params = withFault(error, locale);
  const [said, hint] = filled(key ? particular[key] : client[error.code], params, locale);
  const message = params['written'] === undefined ? said : `${said} ${text(locale, 'error.written')}`;
  const items = error.findings.flatMap(({ folder, findings }) =>
    findings.map((finding) => describeOne(finding, folder, locale)),
  );
  const { step } = error.params;
  const named = error.code === 'untrusted' && typeof step === 'string' ? { step } : {};
  return { code: error.code, exit, message, hint, ...named, ...(items.length > 0 && { items }) };
}

/** Tells what demands a larger number, in the words of the registry. */
function describeBump({ folder, version, verdict }: TooSmallBump, locale: Locale): readonly ReportItem[] {
  const hint = describeVerdict(verdict, locale);
  return verdict.reasons.map((reason) => ({
    where: folder,
    code: reason.rule,
    message: reasonWords(reason, version, locale),
    hint: isWaivable(reason) ? `${hint} ${text(locale, 'bump.waivable', { present: version })}` : hint,
  }));
}

/** Names what to do here where this program found a problem that registries have too. */
const OWN_HINTS: Partial<Readonly<Record<ClientErrorCode, TextKey>>> = {
  'threshold-unmet': 'sign.thresholdHint',
  'release-tombstoned': 'install.tombstonedHint',
};

/** What is filled into a text is isolated as a whole there; isolates within it would be taken for hostile. */
const bare = (words: string): string => words.replace(/[\u2068\u2069]/g, '');

/** Says in words what is wrong with a file that should be an archive, and else the reason. */
function withFault({ params, cause }: ClientError, locale: Locale): TextParams {
  const isArchive = cause instanceof Error && cause.name === 'ArchiveError';
  if (!isArchive || params['reason'] !== 'no-archive') return withReason(params, locale);
  return {
    ...params,
    reason: bare(describeArchive(cause as unknown as ArchiveFault, locale).message).replace(/\.$/, ''),
  };
}

const UNFIT: Readonly<Record<string, ParticularFailure>> = {
  'signer-unknown': 'key-unfit/unknown',
  'signer-revoked': 'key-unfit/revoked',
  'signer-expired': 'key-unfit/expired',
  'signer-not-allowed': 'key-unfit/not-allowed',
};

/** A key that may not sign is remedied alike whether the registry finds it or this program. */
function unfitHint({ code, params }: ClientError, locale: Locale): string | undefined {
  const key = code === 'signature-invalid' ? UNFIT[String(params['reason'])] : undefined;
  return key && fill(locale, FAILURES[locale].particular[key][1], params);
}

/** Says the reason in words where it is a code of this program; what a system or a peer said stays as it is. */
function withReason(params: TextParams, locale: Locale): TextParams {
  const { reason } = params;
  if (typeof reason !== 'string') return params;
  if (isTransparencyCode(reason)) {
    const { key, line, index } = params;
    const shown = Object.entries({ key, line, index }).filter(([, value]) => value !== undefined);
    const words = describeTransparencyError(reason, Object.fromEntries(shown) as TextParams, locale);
    return { ...params, reason: bare(words) };
  }
  const known = `reason.${reason}`;
  return Object.hasOwn(TEXTS.en, known) ? { ...params, reason: bare(text(locale, known as TextKey, params)) } : params;
}

/** The texts are the registry's, in the language it was asked for. */
function describeRegistryProblem(problem: Problem, exit: ExitCode): Report {
  const items = problem.errors.map((item) => ({
    where: placeOf(item),
    code: item.code,
    message: item.message,
    ...(item.hint !== undefined && { hint: item.hint }),
    ...(item.severity !== undefined && { severity: item.severity }),
  }));
  return {
    code: problem.code,
    exit,
    message: `${problem.title}. ${problem.detail}`,
    hint: problem.hint,
    ...(items.length > 0 && { items }),
    requestId: problem.requestId,
  };
}

function placeOf({ release, file, line, column, pointer }: Problem['errors'][number]): string {
  const named = [release, file ?? pointer].filter(Boolean).join(' ');
  return [named, line, column].filter((part) => part !== undefined && part !== '').join(':');
}

/** Describes one finding of the checks in a folder. */
export function describeOne(finding: Finding, folder: string, locale: Locale): ReportItem {
  const { message, remedy } = describeFinding(finding, locale);
  return {
    where: whereOf(finding, folder),
    code: finding.code,
    severity: finding.severity,
    message,
    hint: remedy,
  };
}

/** Names a place as editors and compilers do: `folder/file:line:column`. */
function whereOf(finding: Pick<Finding, 'file' | 'line' | 'column'>, folder: string): string {
  const { file, line, column } = finding;
  return [file === undefined ? folder : join(folder, file), line, column]
    .filter((part) => part !== undefined)
    .join(':');
}

function filled([message, hint]: FailureText, params: TextParams, locale: Locale): FailureText {
  return [fill(locale, message, params), fill(locale, hint, params)];
}
