import { ClientError, verifyArtifact, type ArtifactReport, type VerifyStep } from '@national-forge/client';
import { isVersion, parseReference } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { describeError } from '../describe-error.ts';
import { exists } from '../init/write-files.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { folderPath, optionalString } from '../options.ts';
import { printable, printJson } from '../output.ts';
import { resolveOne } from '../session/resolve-one.ts';
import { withProject } from '../session/session.ts';
import { tellStatus } from '../session/tell-install.ts';
import { fill, text } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';
import { readAnchors } from './anchors.ts';
import { asOfReport, silentAbout, tellAsOf, type AsOf } from './as-of.ts';
import { describeStep, isWanting, type Reader } from './describe-step.ts';
import { readProof, type ProofFile } from './read-proof.ts';

/** Verifies an archive, a folder or a named release, and explains each step; exit 8 names the step that failed. */
export async function verifyOne(args: Arguments, io: Io, what: string): Promise<ExitCode> {
  const named = optionalString(args, 'proof');
  const file = named === undefined ? undefined : await readProof(io, named);
  const anchors = await readAnchors(args, io.cwd);
  const report = await withProject(args, io, async (options) => {
    const target = await targetOf(io, what, options.client);
    return verifyArtifact({ ...options, target, proof: file?.path, anchors });
  });
  const asOf = asOfReport(report);
  if (io.json) {
    const failed = report.steps.find(({ ok }) => !ok)?.step ?? null;
    const of = file === undefined ? {} : { proofOf: file.of };
    printJson(io, { ...report, failed, asOf: asOf ?? null, firstUse: report.firstUse ?? null, ...of });
  } else tell(args, io, { report, asOf, file });
  return report.ok ? EXIT.ok : EXIT.integrity;
}

type Asking = Parameters<typeof resolveOne>[0];

/** A path that exists wins over a name; a range or a channel is resolved by the registry. */
async function targetOf(io: Io, what: string, client: Asking | undefined): Promise<string> {
  const path = folderPath(io, what);
  if (await exists(path)) return path;
  if (!/^[a-z0-9-]+\/[a-z0-9-]+(@|$)/.test(what))
    throw new UsageError('verify.neither', { value: what }, { exit: EXIT.notFound, command: 'verify' });
  const { name, selector = 'latest' } = parseReference(what);
  if (isVersion(selector)) return `${name}@${selector}`;
  if (client === undefined) throw new UsageError('usage.needsVersion', { value: what });
  return `${name}@${await resolveOne(client, { name, selector }, io.signal)}`;
}

interface Verified {
  readonly report: ArtifactReport;
  readonly asOf: AsOf | undefined;
  readonly file: ProofFile | undefined;
}

/** A proof of something else is a slip far more often than an attack, so it is told as that. */
function isOfAnother({ name, version, publishedAs }: ArtifactReport, file: ProofFile | undefined): file is ProofFile {
  return file !== undefined && ![`${name}@${version}`, `${publishedAs ?? name}@${version}`].includes(file.of);
}

function tell(args: Arguments, io: Io, { report, asOf, file }: Verified): void {
  const release = `${report.name}@${report.version}`;
  const reader = { locale: io.locale, recorded: `${report.publishedAs ?? report.name}@${report.version}` };
  for (const step of report.steps) tellStep(io, step, reader);
  tellStatus(io, args, report);
  const failed = report.steps.find(({ ok }) => !ok);
  if (failed === undefined)
    io.err(`${text(io.locale, isOfFiles(report) ? 'verify.proved' : 'verify.provedRecord', { release })}\n`);
  else tellFailure(io, failed, { report, file });
  if (asOf !== undefined) tellAsOf(io, asOf);
  const agency = silentAbout(report);
  if (agency !== undefined) io.err(`${printable(text(io.locale, 'verify.proofSilent', { agency }))}\n`);
}

const isOfFiles = ({ steps }: ArtifactReport): boolean =>
  steps.some(({ step, outcome }) => step === 'release-digest' && outcome === 'ok');

function tellFailure(io: Io, failed: VerifyStep, { report, file }: Pick<Verified, 'report' | 'file'>): void {
  const release = `${report.name}@${report.version}`;
  const step = text(io.locale, `step.${failed.step}`);
  io.err(`${text(io.locale, 'verify.notProved', { release, step })}\n`);
  if (isOfAnother(report, file)) {
    const words = text(io.locale, 'verify.proofOther', { file: file.named, other: file.of, release });
    io.err(`${text(io.locale, 'error.hint')}: ${words}\n`);
  } else if (!isWanting(failed)) tellAdvice(io, failed);
}

function reportOf(io: Io, { step, facts }: VerifyStep) {
  return describeError(new ClientError('untrusted', { params: { ...facts, step } }), io.locale);
}

const WORDS = { ok: 'verify.okWord', failed: 'verify.failedWord', unchecked: 'verify.uncheckedWord' } as const;

function tellStep(io: Io, step: VerifyStep, reader: Reader): void {
  const word = text(io.locale, WORDS[step.outcome]);
  const words = step.ok || isWanting(step) ? describeStep(step, reader) : reportOf(io, step).message;
  io.err(`${printable(`${word}  ${nameOf(io, step)}: ${words}`)}\n`);
}

/** Where a step failed its code is told too: it is what `--json` and the documents call it. */
function nameOf({ locale }: Io, { step: code, ok }: VerifyStep): string {
  const step = text(locale, `step.${code}`);
  return ok || step === code ? step : fill(locale, '{step} ({code})', { step, code });
}

function tellAdvice(io: Io, step: VerifyStep): void {
  const { hint } = reportOf(io, step);
  if (hint !== undefined) io.err(`${text(io.locale, 'error.hint')}: ${printable(hint)}\n`);
}

/** Refuses for a whole project what speaks of one release: its lock file vouches for all of it. */
export function assertNothingAlone(args: Arguments): void {
  const given = ['proof', 'log-key', 'agency-key'].find((option) => args.options[option] !== undefined);
  if (given !== undefined) throw new UsageError('verify.optionAlone', { option: `--${given}` }, { command: 'verify' });
}
