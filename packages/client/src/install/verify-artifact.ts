import type { VerifiedRelease } from '@national-forge/transparency';

import { listProofSizes } from '../cache/proofs.ts';
import { ClientError, isClientError, type ErrorParams } from '../client-error.ts';
import type { ProjectOptions } from '../project/context.ts';
import { askMoves } from '../project/find-moves.ts';
import { lockKey } from '../project/graph.ts';
import { signedName } from '../project/moved-names.ts';
import { askStatus, type StatusReport } from '../project/status-warnings.ts';
import { assembleDebts, openHead, type Head } from '../trust/head.ts';
import type { LogPin } from '../trust/known-log.ts';
import { acceptCheckpoint, openLog, type OpenedLog } from '../trust/open-log.ts';
import { proveRelease } from '../trust/prove-release.ts';
import { openTrust, type FirstUse, type TrustSession } from '../trust/session.ts';
import { assertStatement } from '../trust/statement-digests.ts';
import { findOrigin, listOrigins } from '../trust/trust-folder.ts';
import { TRUST_STEPS, untrusted, type TrustStep } from '../trust/step.ts';
import { vouchByHand, vouchFor, type Anchors, type Vouched } from './anchors.ts';
import { believing, checkpointIn, originOf, readProofFile } from './proof-file.ts';
import { proveName } from './prove-name.ts';
import { readArtifact, type Artifact } from './read-artifact.ts';

/** Is one step of a verification, for a program that explains it. */
export interface VerifyStep {
  readonly step: TrustStep;
  readonly ok: boolean;
  /** What was compared; where a step failed also the `reason`. `first-use`: nothing is pinned that could vouch for it. */
  readonly facts: ErrorParams;
}

/** Tells how far a release could be proved. */
export interface ArtifactReport extends StatusReport {
  readonly ok: boolean;
  readonly name: string;
  readonly version: string;
  /** Undefined when there were no files at hand. */
  readonly releaseDigest: string | undefined;
  /** The steps in order; the first that fails is the last. */
  readonly steps: readonly VerifyStep[];
  /** What was trusted because it was met for the first time. */
  readonly firstUse: FirstUse | undefined;
  /** The name that it was published under, where it was asked for by another one. */
  readonly publishedAs?: string | undefined;
  /** The name that the algorithm has now, where the name moved and the way there was proved. */
  readonly presentName?: string | undefined;
}

/** Says what is to be verified, and with what. */
export interface ArtifactOptions extends Omit<ProjectOptions, 'folder' | 'at'> {
  /** An archive, a folder with an unpacked release, or `agency/name@version`. */
  readonly target: string;
  /** Path of a proof file; default: the proof in the cache, else that of the registry. */
  readonly proof?: string | undefined;
  /** What vouches beside what this computer knows. */
  readonly anchors?: Anchors | undefined;
}

/**
 * Verifies a release step by step: its files, its proof, the log and the keys of the agency. A step that fails is told in the
 * report, not thrown. Without `client` only what is pinned or named can vouch: where nothing is, the report says so and is not
 * ok, also where the log is known and the agency is not, as a log cannot vouch for whose keys it holds.
 * @throws ClientError when the target or the proof cannot be read, `offline` when there is no proof, those of the way
 */
export async function verifyArtifact(options: ArtifactOptions): Promise<ArtifactReport> {
  const artifact = namedByLock(await readArtifact(options, options.target), options.anchors?.lock);
  const file = options.proof === undefined ? undefined : await readProofFile(options.proof);
  const steps: VerifyStep[] = [];
  const found = await runSteps({ options, artifact, file, steps });
  const { name, version, content, publishedAs } = artifact;
  const status = await askStatus(options, [{ name, version }]);
  const ok = steps.every((step) => step.ok);
  const to = steps.find(({ step }) => step === 'moved')?.facts['to'];
  const names = { ...(publishedAs && { publishedAs }), ...(to !== undefined && { presentName: String(to) }) };
  const facts = { ok, name, version, releaseDigest: content?.releaseDigest, steps, firstUse: found?.firstUse() };
  return { ...facts, ...names, ...status };
}

/** Without a registry a lock may know that what is asked for by its present name was published under another. */
function namedByLock(artifact: Artifact, lock: Anchors['lock']): Artifact {
  const { name, version } = artifact;
  const locked = lock?.releases?.[lockKey(name, version)];
  const { publishedAs } = locked?.version === version && artifact.content === undefined ? locked : {};
  return publishedAs === undefined ? artifact : { ...artifact, publishedAs };
}

interface Work {
  readonly options: ArtifactOptions;
  readonly artifact: Artifact;
  readonly file: Uint8Array | undefined;
  readonly steps: VerifyStep[];
}

async function runSteps(work: Work): Promise<TrustSession | undefined> {
  const { steps } = work;
  try {
    return await proveSteps(work);
  } catch (error) {
    if (!isClientError(error) || error.code !== 'untrusted') throw error;
    const { step, ...facts } = error.params;
    const failed = TRUST_STEPS.find((one) => one === step) ?? 'inclusion';
    tellPassed(steps, failed, error);
    steps.push({ step: failed, ok: false, facts });
    return undefined;
  }
}

/** The steps of a proof file run in one go: those before the one that failed have passed. */
const PROOF_STEPS: readonly TrustStep[] = ['inclusion', 'release-digest', 'statement'];

function tellPassed(steps: VerifyStep[], failed: TrustStep, { params }: ClientError): void {
  const isTold = steps.some(({ step }) => step === 'inclusion');
  const at = failed === 'signatures' || failed === 'agency-state' ? PROOF_STEPS.length : PROOF_STEPS.indexOf(failed);
  if (isTold || at < 0) return;
  const what = params['what'] ?? '';
  steps.push(...PROOF_STEPS.slice(0, at).map((step) => ({ step, ok: true, facts: { what } })));
}

async function proveSteps(work: Work): Promise<TrustSession | undefined> {
  const { options, artifact, file, steps } = work;
  const origin = file === undefined ? await cachedOrigin(work) : originOf(file);
  const lock = await lockFor(options, origin);
  const log = await findLog(work, { origin, pin: lock?.log });
  if (log === undefined) {
    proveUnpinned(work);
    return undefined;
  }
  steps.push(...logSteps(log, options.anchors));
  const session = await openTrust(options, { log, isAnyTree: file !== undefined || !log.online, pins: lock });
  const { version, content } = artifact;
  const verified = await session.verify(
    { name: signedName(artifact), version, releaseDigest: content?.releaseDigest },
    file,
  );
  await assertTree(options, log, openHead(file === undefined ? log.newest.note : checkpointIn(file), log.verifier));
  tellRelease(work, verified);
  await judgeSteps(work, session, verified);
  await tellMove(work, session, verified);
  if (log.online) await session.remember();
  return session;
}

/** Proves where the name that it was signed under went, and that the name that a person says lies on that way. */
async function tellMove({ options, artifact, steps }: Work, session: TrustSession, verified: VerifiedRelease) {
  const { client, anchors } = options;
  const { name: from, version, index } = verified;
  const isAsked = client !== undefined && session.log.online;
  const claims = isAsked ? await askMoves(client, [{ name: from, version }], options) : (anchors?.lock?.moved ?? {});
  const way = await proveName(session, claims, { name: artifact.name, publishedAs: from, index });
  if (way === undefined) return;
  const facts = { what: `${from}@${version}`, from, to: way.to, leaves: way.leaves.join(' ') };
  steps.push({ step: 'moved', ok: true, facts });
}

/**
 * Says whose keys they are: by the history of the agency, else by the keys that a person named or a lock pins. The log alone
 * cannot tell the keys of an agency from those of another.
 */
async function judgeSteps({ steps, options }: Work, session: TrustSession, verified: VerifiedRelease): Promise<void> {
  const { anchors = {} } = options;
  const signed = { what: `${verified.name}@${verified.version}`, signers: verified.signers.join(' ') };
  const threshold = verified.state.threshold;
  try {
    const { agency, known, isFirstUse } = await session.judge(verified);
    const named = vouchByHand(verified, anchors.agencyKeys ?? []);
    const facts = { agency, index: known.leaf, epoch: known.epoch, keys: known.keys.join(' '), threshold };
    if (isFirstUse && named !== undefined) steps.push(vouchedStep(verified, named));
    else steps.push({ step: 'agency-state', ok: true, facts: isFirstUse ? { ...facts, reason: 'first-use' } : facts });
  } catch (error) {
    if (!isClientError(error) || error.code !== 'offline') throw error;
    steps.push(vouchedStep(verified, vouchFor(verified, anchors)));
  }
  steps.push({ step: 'signatures', ok: true, facts: { ...signed, threshold } });
}

function vouchedStep({ state }: VerifiedRelease, vouched: Vouched | undefined): VerifyStep {
  const facts = { agency: state.agency, index: state.leaf };
  if (vouched === undefined) return { step: 'agency-state', ok: false, facts: { ...facts, reason: 'first-use' } };
  const { by, keys } = vouched;
  return { step: 'agency-state', ok: true, facts: { ...facts, by, keys: keys.join(' '), threshold: state.threshold } };
}

/** The pins of a project are of use where it is of the same log. */
async function lockFor({ anchors, client, trust }: ArtifactOptions, origin: string | undefined) {
  const lock = anchors?.lock;
  if (lock === undefined) return undefined;
  const used = client === undefined ? undefined : await findOrigin(trust, client.registry);
  return (origin ?? used ?? lock.log.origin) === lock.log.origin ? lock : undefined;
}

/** Without a registry and without a proof at hand, the cache may hold a proof by a log that is known. */
async function cachedOrigin({ options, artifact }: Work): Promise<string | undefined> {
  if (options.client !== undefined) return undefined;
  const { version } = artifact;
  const name = signedName(artifact);
  const pinned = options.anchors?.lock?.log.origin;
  for (const origin of [...(pinned === undefined ? [] : [pinned]), ...(await listOrigins(options.trust))]) {
    const sizes = await listProofSizes({ folder: options.cache }, { origin, name, version });
    if (sizes.length > 0) return origin;
  }
  throw new ClientError('offline', { params: { what: `${name}@${version}` } });
}

/** Opens the log; undefined when there is no registry and nothing is known of it. */
async function findLog(
  { options, file }: Work,
  known: { readonly origin: string | undefined; readonly pin: LogPin | undefined },
): Promise<OpenedLog | undefined> {
  const checkpoint = file === undefined ? undefined : checkpointIn(file);
  try {
    return await openLog(options, { ...known, key: options.anchors?.logKey, checkpoint });
  } catch (error) {
    if (isClientError(error) && error.code === 'offline') return undefined;
    throw error;
  }
}

/**
 * Checks a proof where neither the log's key nor the agency's are known: it shows that nothing in it contradicts itself, and
 * that is all. Anybody can make such a proof.
 */
function proveUnpinned(work: Work): void {
  const { artifact, file, steps, options } = work;
  const { version, content } = artifact;
  const origin = file === undefined ? '' : originOf(file);
  steps.push({ step: 'origin', ok: false, facts: { what: origin, actual: origin, reason: 'first-use' } });
  if (file === undefined) return;
  const verifier = believing(file);
  const verified = proveRelease({
    bytes: file,
    verifier,
    base: undefined,
    name: signedName(artifact),
    version,
    releaseDigest: content?.releaseDigest,
  });
  tellRelease(work, verified);
  const { state, signers } = verified;
  steps.push(vouchedStep(verified, vouchFor(verified, options.anchors ?? {})));
  steps.push({ step: 'signatures', ok: true, facts: { signers: signers.join(' '), threshold: state.threshold } });
}

function tellRelease({ artifact, steps }: Work, verified: VerifiedRelease): void {
  const { name, version, content } = artifact;
  const { index, time, checkpoint, release, statement } = verified;
  const what = `${name}@${version}`;
  steps.push({ step: 'inclusion', ok: true, facts: { what, index, size: checkpoint.size, time } });
  const files = content === undefined ? { reason: 'no-files' } : { files: content.files.length };
  steps.push({ step: 'release-digest', ok: true, facts: { what, digest: release, ...files } });
  if (content !== undefined) assertStatement(what, statement, content);
  const { manifest, contract, vectors } = statement;
  const facts = { what, manifest, contract: contract ?? 'none', vectors: vectors ?? 'none' };
  steps.push({ step: 'statement', ok: true, facts });
}

function logSteps(log: OpenedLog, anchors: Anchors | undefined): readonly VerifyStep[] {
  const { origin, key, newest, seen, isFirstUse, online, known } = log;
  const by = anchors?.logKey === undefined ? 'lock' : 'given';
  const first = isFirstUse ? { reason: 'first-use' } : known === undefined ? { by } : {};
  const from = seen.length === 0 ? {} : { from: Math.max(...seen.map(({ size }) => size)) };
  return [
    { step: 'origin', ok: true, facts: { what: origin, key, ...first } },
    { step: 'checkpoint', ok: true, facts: { what: origin, size: newest.size } },
    { step: 'consistency', ok: true, facts: { what: origin, ...from, to: newest.size, online: online ? 1 : 0 } },
  ];
}

/** The tree of a proof that was given must be a beginning of the newest one. */
async function assertTree(options: ArtifactOptions, log: OpenedLog, tree: Head): Promise<void> {
  const known = [...log.seen, log.newest];
  if (!log.online) {
    assembleDebts(
      known.filter(({ size }) => size === tree.size),
      tree,
    );
    return;
  }
  if (tree.size > log.newest.size) {
    const params = { what: log.origin, expected: tree.size, actual: log.newest.size, reason: 'smaller' };
    throw untrusted('rollback', params);
  }
  await acceptCheckpoint(options, [tree], log.newest);
}
