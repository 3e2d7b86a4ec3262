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
import { text } from '../texts/texts.ts';
import { UsageError } from '../usage-error.ts';
import { readAnchors } from './anchors.ts';
import { asOfReport, tellAsOf, type AsOf } from './as-of.ts';
import { describeStep, type Reader } from './describe-step.ts';
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
  const size = report.steps.find(({ step }) => step === 'inclusion')?.facts['size'];
  const tree = size === undefined ? undefined : Number(size);
  const reader = { locale: io.locale, tree, recorded: `${report.publishedAs ?? report.name}@${report.version}` };
  for (const step of report.steps) tellStep(io, step, reader);
  tellStatus(io, args, report);
  const failed = report.steps.find(({ ok }) => !ok);
  if (failed === undefined) io.err(`${text(io.locale, 'verify.proved', { release })}\n`);
  else {
    const step = text(io.locale, `step.${failed.step}`);
    io.err(`${text(io.locale, 'verify.notProved', { release, step })}\n`);
    if (isOfAnother(report, file)) {
      const words = text(io.locale, 'verify.proofOther', { file: file.named, other: file.of, release });
      io.err(`${text(io.locale, 'error.hint')}: ${words}\n`);
    } else if (!isUnknown(failed)) tellAdvice(io, failed);
  }
  if (asOf !== undefined) tellAsOf(io, asOf);
}

/** A step can fail for want of anything known here; nothing is wrong with the release then, as far as can be told. */
const isUnknown = ({ facts }: VerifyStep): boolean => facts['reason'] === 'first-use';

function reportOf(io: Io, { step, facts }: VerifyStep) {
  return describeError(new ClientError('untrusted', { params: { ...facts, step } }), io.locale);
}

function tellStep(io: Io, step: VerifyStep, reader: Reader): void {
  const word = text(io.locale, step.ok ? 'verify.okWord' : 'verify.failedWord');
  const words = step.ok || isUnknown(step) ? describeStep(step, reader) : reportOf(io, step).message;
  io.err(`${printable(`${word}  ${text(io.locale, `step.${step.step}`)}: ${words}`)}\n`);
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
