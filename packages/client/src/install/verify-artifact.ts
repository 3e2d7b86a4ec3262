import type { VerifiedRelease } from '@national-forge/transparency';

import { listProofSizes, readProof } from '../cache/proofs.ts';
import { ClientError, isClientError } from '../client-error.ts';
import type { ProjectOptions } from '../project/context.ts';
import { askMoves } from '../project/find-moves.ts';
import { lockKey } from '../project/graph.ts';
import { signedName } from '../project/moved-names.ts';
import { askStatus, type StatusReport } from '../project/status-warnings.ts';
import { assembleDebts, openHead, type Head } from '../trust/head.ts';
import { findAgency, type LogPin } from '../trust/known-log.ts';
import { acceptCheckpoint, openLog, type OpenedLog } from '../trust/open-log.ts';
import { proveRelease } from '../trust/prove-release.ts';
import { openTrust, type FirstUse, type TrustSession } from '../trust/session.ts';
import { assertStatement } from '../trust/statement-digests.ts';
import { findOrigin, listOrigins } from '../trust/trust-folder.ts';
import { TRUST_STEPS, untrusted } from '../trust/step.ts';
import { vouchByHand, vouchFor, type Anchors } from './anchors.ts';
import { believing, checkpointIn, originOf, readProofFile } from './proof-file.ts';
import { proveName } from './prove-name.ts';
import { readArtifact, readCached, type Artifact } from './read-artifact.ts';
import {
  contentStep,
  failedStep,
  historyStep,
  logStep,
  passedStep,
  placeStep,
  signaturesStep,
  stepsBefore,
  vouchedStep,
  type VerifyStep,
} from './verify-step.ts';

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
  const artifact = await fromLock(options, await readArtifact(options, options.target));
  const file = options.proof === undefined ? await cachedProof(options, artifact) : await readProofFile(options.proof);
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

/**
 * Without a registry a lock may know that what is asked for by its present name was published under another, and which archive
 * of the cache holds its files.
 */
async function fromLock({ anchors, cache }: ArtifactOptions, artifact: Artifact): Promise<Artifact> {
  const { name, version } = artifact;
  const locked = anchors?.lock?.releases?.[lockKey(name, version)];
  if (artifact.content !== undefined || locked?.version !== version) return artifact;
  const { publishedAs, archive } = locked;
  return { ...artifact, ...(publishedAs !== undefined && { publishedAs }), content: await readCached(cache, archive) };
}

interface Work {
  readonly options: ArtifactOptions;
  readonly artifact: Artifact;
  readonly file: Uint8Array | undefined;
  readonly steps: VerifyStep[];
}

async function runSteps(work: Work): Promise<TrustSession | undefined> {
  const { artifact, steps } = work;
  try {
    return await proveSteps(work);
  } catch (error) {
    if (!isClientError(error) || error.code !== 'untrusted') throw error;
    const { step, ...facts } = error.params;
    const failed = TRUST_STEPS.find((one) => one === step) ?? 'inclusion';
    const isVouched = steps.every(({ ok }) => ok);
    if (!steps.some((one) => one.step === 'inclusion'))
      steps.push(...stepsBefore(failed, facts['what'] ?? '', { artifact, isVouched }));
    // What was told of a step that fails later, such as for the history of the agency, holds no more, nor what built on it.
    const told = steps.findIndex((one) => one.step === failed);
    if (told >= 0) steps.splice(told);
    steps.push(failedStep(failed, facts));
    return undefined;
  }
}

async function proveSteps(work: Work): Promise<TrustSession | undefined> {
  const { options, artifact, file, steps } = work;
  const origin = file === undefined ? undefined : originOf(file);
  const lock = await lockFor(options, origin);
  const log = await findLog(work, { origin, pin: lock?.log });
  if (log === undefined) {
    proveUnpinned(work);
    return undefined;
  }
  steps.push(logStep(log, options.anchors?.logKey !== undefined));
  const tree = openHead(file === undefined ? log.newest.note : checkpointIn(file), log.verifier);
  steps.push(passedStep('checkpoint', { what: log.origin, size: tree.size }));
  await assertTree(options, log, tree);
  steps.push(historyStep(log, tree));
  const session = await openTrust(options, { log, isAnyTree: file !== undefined, pins: lock });
  const { version, content } = artifact;
  const verified = await session.verify(
    { name: signedName(artifact), version, releaseDigest: content?.releaseDigest },
    file,
  );
  tellRelease(work, verified, true);
  await judgeSteps({ ...work, lock }, session, verified);
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
  steps.push(passedStep('moved', facts));
}

/**
 * Says whose keys they are: by the history of the agency, else by the keys that a person named or a lock pins. The log alone
 * cannot tell the keys of an agency from those of another.
 */
async function judgeSteps(work: Judging, session: TrustSession, verified: VerifiedRelease): Promise<void> {
  const { steps, options, lock } = work;
  const agencyKeys = options.anchors?.agencyKeys;
  const seen = seenOf(work, session, verified.state.agency);
  try {
    const { agency, known, isFirstUse } = await session.judge(verified);
    const named = vouchByHand(verified, agencyKeys ?? []);
    const { threshold } = verified.state;
    const facts = { agency, index: known.leaf, epoch: known.epoch, keys: known.keys.join(' '), threshold };
    const told = { ...facts, ...(seen !== undefined && { seen }), ...(isFirstUse && { reason: 'first-use' }) };
    const isNamed = isFirstUse && named !== undefined;
    steps.push(isNamed ? vouchedStep(verified, named, seen) : passedStep('agency-state', told));
  } catch (error) {
    if (!isClientError(error) || error.code !== 'offline') throw error;
    // A lock of another log speaks of other leaves.
    const vouched = vouchFor(verified, { agencyKeys, lock });
    steps.push(vouchedStep(verified, vouched, vouched?.by === 'lock' ? seen : undefined));
  }
  steps.push(signaturesStep(verified, true));
}

interface Judging extends Work {
  /** The pins, if they are of this log. */
  readonly lock: Anchors['lock'];
}

/** Gives the size of the newest tree of which it is known here that the agency had no newer state in it. */
function seenOf({ lock }: Judging, { log }: TrustSession, agency: string): number | undefined {
  if (log.online) return log.newest.size;
  const known = findAgency(log.known?.agencies, agency)?.seen;
  const pinned = findAgency(lock?.agencies, agency) && lock && openHead(lock.log.checkpoint, log.verifier).size;
  return known === undefined || pinned === undefined ? (known ?? pinned) : Math.max(known, pinned);
}

/** The pins of a project are of use where it is of the same log. */
async function lockFor({ anchors, client, trust }: ArtifactOptions, origin: string | undefined) {
  const lock = anchors?.lock;
  if (lock === undefined) return undefined;
  const used = client === undefined ? undefined : await findOrigin(trust, client.registry);
  return (origin ?? used ?? lock.log.origin) === lock.log.origin ? lock : undefined;
}

/** Without a registry and without a proof at hand, the cache may hold a proof by a log that is known. */
async function cachedProof(options: ArtifactOptions, artifact: Artifact): Promise<Uint8Array | undefined> {
  if (options.client !== undefined) return undefined;
  const { version } = artifact;
  const name = signedName(artifact);
  const cache = { folder: options.cache };
  const pinned = options.anchors?.lock?.log.origin;
  for (const origin of [...(pinned === undefined ? [] : [pinned]), ...(await listOrigins(options.trust))]) {
    const place = { origin, name, version };
    const [size] = await listProofSizes(cache, place);
    const bytes = size === undefined ? undefined : await readProof(cache, { ...place, size });
    if (bytes !== undefined) return bytes;
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
  steps.push(failedStep('origin', { what: origin, actual: origin, reason: 'first-use' }));
  if (file === undefined) return;
  const verified = proveRelease({
    bytes: file,
    verifier: believing(file),
    base: undefined,
    name: signedName(artifact),
    version,
    releaseDigest: content?.releaseDigest,
  });
  tellRelease(work, verified, false);
  // The log that a lock pins is known, so that this is another one, of which the lock says nothing.
  const { agencyKeys } = options.anchors ?? {};
  steps.push(vouchedStep(verified, vouchFor(verified, { agencyKeys }), undefined), signaturesStep(verified, false));
}

function tellRelease({ artifact, steps }: Work, verified: VerifiedRelease, isVouched: boolean): void {
  const { name, version, content } = artifact;
  const { release, statement } = verified;
  const what = `${name}@${version}`;
  const place = placeStep(verified, isVouched);
  steps.push(
    { ...place, facts: { ...place.facts, what } },
    contentStep(artifact, { what, digest: release, isVouched }),
  );
  if (content !== undefined) assertStatement(what, statement, content);
  const { manifest, contract, vectors } = statement;
  steps.push(passedStep('statement', { what, manifest, contract: contract ?? 'none', vectors: vectors ?? 'none' }));
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
