import {
  assertReleaseSigned,
  formatStatement,
  parseStatement,
  STATEMENT_PAYLOAD_TYPE,
  type Envelope,
  type EnvelopeSignature,
  type ReleaseStatement,
} from '@national-forge/transparency';

import { ClientError } from '../client-error.ts';
import type { ChooseSigners } from '../keys/choose-signers.ts';
import { gatherSignatures } from '../keys/gather-signatures.ts';
import { envelopeOf } from '../keys/merge-envelopes.ts';
import { agencyReaderOf, type AgencyReader, type VerifiedAgency } from '../keys/read-agency.ts';
import { judged } from '../keys/rule-failure.ts';
import type { CallOptions } from '../registry/call.ts';
import type { LogCalls } from '../registry/log.ts';
import { assertAdmitted, checkFolders, type CheckedFolder, type CheckFolderOptions } from './check-folder.ts';
import { assertHonest, type JudgeFolders } from './judge-folders.ts';
import { findGiven, signWaivers, splitWaivers, type SignedWaiver } from './sign-waivers.ts';

/** Says who signs. */
export interface SigningOptions extends CheckFolderOptions {
  /** Chooses the keys; left out: only the signatures of `with` count. */
  readonly sign?: ChooseSigners | undefined;
  /** Statements that were signed before, by others. */
  readonly with?: readonly Envelope[] | undefined;
  /** Reads agencies; default: {@link readAgency}, which trusts the log key on first use. */
  readonly agencies?: AgencyReader | undefined;
  /** Judges version numbers before anything is signed; left out: the registry alone judges. */
  readonly judge?: JudgeFolders | undefined;
  /** Signs, for everyone to see, waivers for what the judge cannot decide: why that is published all the same. */
  readonly waive?: string | undefined;
}

/** Is a folder whose statement was signed, perhaps not by enough keys yet. */
export interface SignedFolder {
  readonly folder: string;
  readonly checked: CheckedFolder;
  readonly name: string;
  readonly version: string;
  readonly statement: ReleaseStatement;
  readonly envelope: Envelope;
  /** How many keys of the agency must sign. */
  readonly threshold: number;
  /** Fingerprints of the keys that signed and count. */
  readonly signed: readonly string[];
  /** How many signatures are wanting still, of statement or waiver. */
  readonly missing: number;
  /** The waiver for what stayed undecided. */
  readonly waiver?: SignedWaiver | undefined;
}

/**
 * Checks folders and signs their statements without publishing them: the envelopes go to the next signer, or to whoever
 * publishes, and are passed on as `with`. Who signs a second time does it from an own copy of the folder, so that what is
 * signed is what was seen.
 * @throws ClientError as {@link publishFolders}, `threshold-unmet` when nobody signed at all
 */
export async function signFolders(
  client: LogCalls,
  folders: readonly string[],
  options: SigningOptions,
): Promise<readonly SignedFolder[]> {
  const releases = await checkFolders(folders, options);
  assertAdmitted(releases);
  return signReleases(client, releases, options);
}

/**
 * Judges the numbers of folders that were checked, then signs their statements, and waivers for what stayed undecided.
 * @throws ClientError `bump-too-small` with `bumps`
 */
export async function signReleases(
  client: LogCalls,
  releases: readonly CheckedFolder[],
  options: SigningOptions,
): Promise<readonly SignedFolder[]> {
  const { judge, waive, sign, signal } = options;
  const { waivers: given, others } = splitWaivers(options.with ?? []);
  const judgements = (await judge?.(releases)) ?? [];
  assertHonest(judgements, (one) => waive !== undefined || findGiven(one, given) !== undefined);
  const claims = releases.map((checked) => ({ checked, statement: statementOf(checked) }));
  assertRelated(
    others,
    claims.map(({ statement }) => statement),
  );
  const agencies = onceEach(options.agencies ?? agencyReaderOf(client), options);
  const signed: SignedFolder[] = [];
  for (const { checked, statement } of claims) {
    const one = await signStatement(statement, { sign, with: others, agencies });
    signed.push({ folder: checked.folder, checked, ...one });
  }
  const waivers = await signWaivers(judgements, { agencies, sign, given, reason: waive, signal });
  return signed.map((one) => withWaiver(one, waivers));
}

function withWaiver(one: SignedFolder, waivers: readonly SignedWaiver[]): SignedFolder {
  const waiver = waivers.find(({ waiver: { release } }) => release === one.statement.release);
  return waiver === undefined ? one : { ...one, waiver, missing: Math.max(one.missing, waiver.missing) };
}

/** Asks for every agency once, as all releases of one publish are judged by the same state. */
function onceEach(read: AgencyReader, { signal }: CallOptions): AgencyReader {
  const asked = new Map<string, Promise<VerifiedAgency>>();
  return (agency) => {
    const known = asked.get(agency) ?? read(agency, { signal });
    asked.set(agency, known);
    return known;
  };
}

function statementOf({ folder, packed, admission }: CheckedFolder): ReleaseStatement {
  const { manifest, manifestDigest, contractDigest = null, vectorsDigest = null } = admission;
  if (manifest === undefined || manifestDigest === undefined) {
    throw new ClientError('manifest-missing', { params: { path: folder } });
  }
  const { name, version } = manifest;
  const { releaseDigest: release } = packed;
  return { name, version, release, manifest: manifestDigest, contract: contractDigest, vectors: vectorsDigest };
}

async function signStatement(
  statement: ReleaseStatement,
  options: Pick<SigningOptions, 'sign' | 'with'> & { readonly agencies: AgencyReader },
): Promise<Omit<SignedFolder, 'folder' | 'checked'>> {
  const { name, version } = statement;
  const [agency = '', shortName = ''] = name.split('/');
  const { state, at } = await options.agencies(agency);
  // A statement under a name that was given up is taken by no registry; nobody is to sign one.
  if (state.agency !== agency) throw new ClientError('agency-moved', { params: { from: agency, to: state.agency } });
  const { threshold } = state;
  const payload = formatStatement(statement);
  const { signatures, signed, missing } = await gatherSignatures(
    {
      payloadType: STATEMENT_PAYLOAD_TYPE,
      payload,
      signatures: signaturesOf(options.with ?? [], payload),
      subject: `${name}@${version}`,
    },
    { state, at, threshold, maySign: ({ use, names }) => use === 'agency' || (names?.includes(shortName) ?? true) },
    options.sign,
  );
  if (signed.length === 0) throw new ClientError('threshold-unmet', { params: { agency, threshold, count: 0 } });
  const envelope = envelopeOf({ payloadType: STATEMENT_PAYLOAD_TYPE, payload, signatures });
  // The last word has the rule itself, the one that the registry and every verifier apply.
  if (missing === 0) judged(agency, () => assertReleaseSigned({ state, statement, envelope, at }));
  return { name, version, statement, envelope, threshold, signed, missing };
}

function signaturesOf(envelopes: readonly Envelope[], payload: Uint8Array): readonly EnvelopeSignature[] {
  const same = envelopes.filter((one) => Buffer.compare(one.payload, payload) === 0);
  return [...new Map(same.flatMap(({ signatures }) => signatures).map((one) => [one.keyid, one])).values()];
}

/** A statement that was signed for other content is not passed over in silence: someone looked at something else. */
function assertRelated(envelopes: readonly Envelope[], statements: readonly ReleaseStatement[]): void {
  for (const envelope of envelopes) {
    const claimed = parseClaim(envelope);
    const label = claimed === undefined ? '' : `${claimed.name}@${claimed.version}`;
    const own = statements.find(({ name, version }) => claimed?.name === name && claimed.version === version);
    if (claimed === undefined || own === undefined) {
      throw new ClientError('envelope-invalid', { params: { path: label, reason: 'unrelated' } });
    }
    const fields = ['release', 'manifest', 'contract', 'vectors'] as const;
    const field = fields.find((one) => claimed[one] !== own[one]);
    if (field === undefined) continue;
    throw new ClientError('statement-mismatch', { params: { name: own.name, version: own.version, field } });
  }
}

function parseClaim({ payloadType, payload }: Envelope): ReleaseStatement | undefined {
  if (payloadType !== STATEMENT_PAYLOAD_TYPE) return undefined;
  try {
    return parseStatement(payload);
  } catch {
    return undefined;
  }
}
