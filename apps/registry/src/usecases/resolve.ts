import { describeProblemCode, ProblemError, type Resolution } from '@national-forge/api';
import type { Locale } from '@national-forge/manifest';
import {
  civilDate,
  resolveSet,
  resolveVersion,
  VersioningError,
  type Ask,
  type Candidate,
  type CandidateSource,
  type ResolvedRelease,
} from '@national-forge/versioning';

import type { ReleaseFacts } from '../ports.ts';
import type { Deps } from './deps.ts';
import { movedNames, openTrail, presentLock } from './trail.ts';

/** Asks for releases that satisfy requirements at a civil date (default: today in Africa/Casablanca). */
export interface ResolveCall {
  readonly requirements: Readonly<Record<string, string>>;
  readonly at?: string | undefined;
  readonly locked?: Readonly<Record<string, string>> | undefined;
}

/**
 * Bounds a search. Anyone may ask, and anyone's published graph may be built to be searched for long: some 30 ms at worst,
 * not the 300 of a client that resolves for itself.
 */
export const STEP_LIMIT = 20_000;

/**
 * Resolves requirements and all they depend on. Old names are followed to the present ones wherever they stand: in
 * requirements, in dependencies, in the lock.
 * Throws `ProblemError` `algorithm-unknown`, `channel-unknown`, `no-version`, `range-invalid`, `resolve-conflict`.
 */
export async function resolve(
  deps: Pick<Deps, 'catalogue' | 'names' | 'clock'>,
  call: ResolveCall,
): Promise<Resolution> {
  const at = call.at ?? civilDate(deps.clock.now());
  const trail = openTrail(deps.names);
  const facts = new Map<string, Promise<readonly ReleaseFacts[] | undefined>>();
  const list = (name: string) => {
    const known = facts.get(name) ?? deps.catalogue.listReleases(name);
    facts.set(name, known);
    return known;
  };
  const source: CandidateSource = {
    candidates: async (name) => (await list(name))?.filter(isThere).map(toCandidate),
    channel: (name, tag) => deps.catalogue.findChannel(name, tag),
  };
  try {
    const locked = call.locked && presentLock(trail, call.locked);
    const { requirements } = call;
    const request = { requirements, source, at, locked, stepLimit: STEP_LIMIT, presentName: trail.presentName };
    const found = await resolveSet(request);
    const releases = await Promise.all(found.releases.map(async (one) => describe(one, await list(one.name))));
    const moved = movedNames(trail, call, releases);
    return { at, releases, ...(moved && { moved }) };
  } catch (error) {
    if (!(error instanceof VersioningError)) throw error;
    throw toProblem(error, { at, removed: await findRemoved(error, { at, list, source }) });
  }
}

/** What was removed by law is never offered, not even to whom names exactly it. */
const isThere = ({ tombstone }: ReleaseFacts): boolean => tombstone === null;

const toCandidate = ({ version, validity, yanked, dependencies }: ReleaseFacts): Candidate => ({
  version,
  validity: validity ?? undefined,
  yanked,
  dependencies,
});

function describe(one: ResolvedRelease, facts: readonly ReleaseFacts[] = []): Resolution['releases'][number] {
  const found = facts.find(({ version }) => version === one.version);
  if (!found?.archive) throw new Error(`resolved ${one.name}@${one.version}, which is not there`);
  const { name, version, releaseDigest, archive, dependencies, validity, yanked, deprecated, publishedAs } = found;
  return {
    name,
    version,
    releaseDigest,
    archive: { ...archive },
    dependencies: { ...dependencies },
    requiredBy: one.requiredBy.map((ask) => ({ ...ask })),
    validity: validity && { ...validity },
    yanked,
    deprecated: deprecated && { ...deprecated },
    ...(publishedAs !== null && { publishedAs }),
  };
}

const NO_PARAMS = { name: '', range: '', version: '', reason: '' };

interface Listing {
  readonly source: CandidateSource;
  readonly at: string;
  readonly list: (name: string) => Promise<readonly ReleaseFacts[] | undefined>;
}

/** Finds the version that would have fitted where none does, had the law not removed it: it explains why there is none. */
async function findRemoved(error: VersioningError, { at, list, source }: Listing): Promise<ReleaseFacts | undefined> {
  const { name, range } = { ...NO_PARAMS, ...error.params };
  if (error.code !== 'no-version') return undefined;
  const gone = ((await list(name)) ?? []).filter((one) => !isThere(one));
  // Being removed, it is no longer usable, as yanked ones are.
  const candidates = gone.map((one) => ({ ...toCandidate(one), yanked: false }));
  const only = { ...source, candidates: () => Promise.resolve(candidates) };
  const found = await resolveVersion({ name, selector: range, source: only, at }).catch(() => undefined);
  return gone.find(({ version }) => version === found?.version);
}

/** Says for which date was asked, and which version would have fitted had the law not removed it. */
interface Circumstances {
  readonly at: string;
  readonly removed: ReleaseFacts | undefined;
}

/** Writes why there is no resolution as a problem. */
export function toProblem(error: VersioningError, { at, removed }: Circumstances): ProblemError {
  const { name, range, version, reason } = { ...NO_PARAMS, ...error.params };
  const items = (locale: Locale) => [
    ...chainItems(error),
    ...(removed === undefined ? [] : [removalItem(removed, locale)]),
  ];
  const options = { cause: error, items };
  switch (error.code) {
    case 'algorithm-unknown':
      return new ProblemError('algorithm-unknown', { name }, options);
    case 'no-version':
      return reason === 'channel-unknown'
        ? new ProblemError('channel-unknown', { name, tag: range }, options)
        : new ProblemError('no-version', { name, range, at }, options);
    case 'range-invalid':
    case 'version-invalid':
      return new ProblemError('range-invalid', { range: range === '' ? version : range }, options);
    case 'date-invalid':
      return new ProblemError('request-invalid', { reason: `at: ${at}` }, options);
    case 'conflict':
    case 'too-many-steps':
      return new ProblemError('resolve-conflict', { explanation: explain(error) }, options);
    case 'comparison-timeout':
    case 'schema-invalid':
      // No schema is compared where versions are resolved.
      throw error;
  }
}

// The explanation is drawn, not worded: it reads the same in every language.
function explain({ chain, against, params, code }: VersioningError): string {
  if (code === 'too-many-steps') return `> ${params.steps ?? ''}`;
  return `${draw(chain)} ≠ ${draw(against)}`;
}

const draw = (chain: readonly Ask[]): string =>
  chain.map(({ by, name, range }, index) => `${index === 0 ? by : ''} → ${name}@${range}`).join('');

function removalItem({ name, version, tombstone }: ReleaseFacts, locale: Locale) {
  const code = 'release-tombstoned';
  const { detail, hint } = describeProblemCode(code, { name, version, reference: tombstone?.reference ?? '' }, locale);
  return { code, message: detail, hint };
}

function chainItems({ code, chain, against }: VersioningError) {
  return [...chain, ...against].map(({ by, name, range }) => ({ code, message: `${by} → ${name}@${range}` }));
}
