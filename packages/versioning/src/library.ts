import type { Candidate, CandidateSource } from './candidate.ts';
import { VersioningError, type Ask } from './error.ts';
import { noVersion, unknownAlgorithm, unreadableRange } from './failure.ts';
import { slotKey, type Domain, type Edge } from './search.ts';
import { LATEST, parseSelector, type Selector } from './selector.ts';
import { shortlist, sortCandidates } from './shortlist.ts';

/** Says from where and by what rules versions are taken. */
export interface LibraryRules {
  readonly source: CandidateSource;
  readonly at: string;
  /** `agency/name@major` → version. */
  readonly locked: ReadonlyMap<string, string>;
}

/** Holds what was fetched so far; each algorithm and channel is asked for once. */
export interface Library {
  /** Lists the versions a request may get, or undefined while its algorithm is not loaded. */
  find(edge: Edge): Domain | undefined;
  /** Fetches all algorithms and channels that the requests name, at the same time. */
  load(edges: readonly Edge[]): Promise<void>;
  isLocked(name: string, version: string): boolean;
}

type Fetched = ReadonlyMap<string, readonly Candidate[] | undefined>;

/** Opens an empty library over a source. */
export function openLibrary(rules: LibraryRules): Library {
  const algorithms = new Map<string, readonly Candidate[] | undefined>();
  const channels = new Map<string, string | undefined>();
  const domains = new Map<string, Domain>();
  const isLocked = (name: string, version: string) => rules.locked.get(slotKey(name, version)) === version;
  const find = (edge: Edge): Domain | undefined => {
    const key = `${edge.name}@${edge.range}`;
    const known = domains.get(key);
    if (known !== undefined) return known;
    const domain = makeDomain(edge, { rules, algorithms, channels, isLocked });
    if (domain !== undefined) domains.set(key, domain);
    return domain;
  };
  const load = async (edges: readonly Edge[]) => {
    const names = [...new Set(edges.map(({ name }) => name))].filter((name) => !algorithms.has(name));
    const tags = new Map(
      edges.filter(asksChannel).map(({ name, range }) => [channelKey(name, range), { name, range }]),
    );
    await Promise.all([
      ...names.map(async (name) => {
        const published = await rules.source.candidates(name);
        algorithms.set(name, published && sortCandidates(published));
      }),
      ...[...tags].map(async ([key, { name, range }]) => {
        if (!channels.has(key)) channels.set(key, await rules.source.channel(name, range));
      }),
    ]);
  };
  return { find, load, isLocked };
}

interface Shelves {
  readonly rules: LibraryRules;
  readonly algorithms: Fetched;
  readonly channels: ReadonlyMap<string, string | undefined>;
  readonly isLocked: (name: string, version: string) => boolean;
}

function makeDomain({ name, range }: Edge, { rules, algorithms, channels, isLocked }: Shelves): Domain | undefined {
  const selector = trySelector(range);
  if (selector === undefined) return { ok: false, explain: unreadableRange };
  if (!algorithms.has(name)) return undefined;
  const channel = channelKey(name, range);
  if (needsChannel(selector) && !channels.has(channel)) return undefined;
  const published = algorithms.get(name);
  if (published === undefined) return { ok: false, explain: unknownAlgorithm };
  const list = shortlist({
    published,
    selector,
    channelVersion: channels.get(channel),
    at: rules.at,
    isLocked: (version) => isLocked(name, version),
  });
  if (list.ok) return list;
  return { ok: false, explain: (chain: readonly Ask[]) => noVersion(chain, rules.at, list) };
}

const channelKey = (name: string, tag: string) => `${name}@${tag}`;

const needsChannel = (selector: Selector | undefined): boolean =>
  selector?.kind === 'channel' && selector.text !== LATEST;

const asksChannel = ({ range }: Edge): boolean => needsChannel(trySelector(range));

/** A published release may hold a text that is no range: then that release cannot be used, and others may. */
function trySelector(text: string): Selector | undefined {
  try {
    return parseSelector(text);
  } catch (error) {
    if (error instanceof VersioningError) return undefined;
    throw error;
  }
}
