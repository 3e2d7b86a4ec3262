import { ProblemError } from '@national-forge/api';
import {
  assertReleaseSigned,
  parseState,
  parseStatement,
  STATEMENT_PAYLOAD_TYPE,
  TransparencyError,
  type AgencyState,
  type Moment,
  type ReleaseStatement,
} from '@national-forge/transparency';

import type { Deps } from '../deps.ts';
import { orProblem, readEnvelope } from '../read-envelope.ts';
import { nameParams } from '../stored-document.ts';
import { checkSignedWaiver, type SignedWaiver } from './signed-waiver.ts';
import type { ReleaseRequest } from './upload.ts';

/** Is what an agency has signed of a release, by keys that count. */
export interface SignedRelease {
  readonly statement: ReleaseStatement;
  /** Canonical bytes of the envelope. */
  readonly envelope: Uint8Array;
  /** Digest of the state of the agency by which the signatures were judged. */
  readonly state: string;
  readonly waiver?: SignedWaiver;
}

/** Is the state of an agency by which signatures are judged, and when that is. */
interface Judge {
  readonly digest: string;
  readonly state: AgencyState;
  readonly at: Moment;
}

/**
 * Checks who signed what of a release: the statement is of this name, version and release digest, and as many keys of the
 * agency as it demands have signed it; and so is the waiver, if there is one. The ledger judges again under its lock where the keys have changed meanwhile.
 * Throws `ProblemError` `agency-keyless`, `signature-invalid`, `threshold-unmet`, `statement-mismatch`.
 */
export async function checkSigned(
  deps: Pick<Deps, 'agencyStates' | 'log' | 'clock'>,
  request: ReleaseRequest,
): Promise<SignedRelease> {
  const { agency } = nameParams(request.name);
  const { envelope, bytes } = readEnvelope(request.envelope, agency);
  const judge = await findJudge(deps, agency);
  const statement = orProblem(agency, () => readStatement(envelope));
  assertStates(request, statement, { name: request.name, version: request.version, release: request.releaseDigest });
  orProblem(agency, () => assertReleaseSigned({ state: judge.state, statement, envelope, at: judge.at }));
  const waiver = request.waiver && checkSignedWaiver(request, request.waiver, judge);
  return { statement, envelope: bytes, state: judge.digest, ...(waiver && { waiver }) };
}

async function findJudge(
  { agencyStates, log, clock }: Pick<Deps, 'agencyStates' | 'log' | 'clock'>,
  agency: string,
): Promise<Judge> {
  const stored = await agencyStates.current(agency);
  if (stored === undefined) throw new ProblemError('agency-unknown', { agency });
  const state = parseState(stored.bytes);
  if (state.keys.length === 0) throw new ProblemError('agency-keyless', { agency });
  const { size } = await log.checkpoint();
  const at = { index: Math.max(size, stored.leaf + 1), time: Math.floor(clock.now().getTime() / 1000) };
  return { digest: stored.digest, state, at };
}

function readStatement(envelope: { readonly payloadType: string; readonly payload: Uint8Array }): ReleaseStatement {
  if (envelope.payloadType !== STATEMENT_PAYLOAD_TYPE) throw new TransparencyError('envelope-type');
  return parseStatement(envelope.payload);
}

/**
 * Compares the facts of a statement with those found.
 * Throws `ProblemError` `statement-mismatch` with the first `field` that differs.
 */
export function assertStates(
  { name, version }: Pick<ReleaseRequest, 'name' | 'version'>,
  statement: ReleaseStatement,
  found: Partial<ReleaseStatement>,
): void {
  const fields = Object.keys(found) as (keyof ReleaseStatement)[];
  const field = fields.find((one) => statement[one] !== found[one]);
  if (field !== undefined) throw new ProblemError('statement-mismatch', { name, version, field });
}
