import type { Candidate, CandidateSource } from '../candidate.ts';

/** Is everything published in a test: `agency/name` → versions, each with its dependencies and flags. */
export type Universe = Readonly<Record<string, Readonly<Record<string, Release>>>>;

type Release = Partial<Omit<Candidate, 'version' | 'dependencies'>> & {
  readonly needs?: Readonly<Record<string, string>>;
};

/** Counts how a source was used. */
export interface Traffic {
  readonly asked: string[];
  rounds: number;
}

/** Serves a universe, and counts what was asked and in how many rounds of parallel requests. */
export function sourceOf(universe: Universe, tags: Readonly<Record<string, string>> = {}): CandidateSource & Traffic {
  let open = 0;
  const source = {
    asked: [] as string[],
    rounds: 0,
    candidates: async (name: string) => {
      source.asked.push(name);
      if (open++ === 0) source.rounds++;
      await new Promise((resolve) => setImmediate(resolve));
      open--;
      const releases = Object.hasOwn(universe, name) ? universe[name] : undefined;
      return releases && Object.entries(releases).map(toCandidate);
    },
    channel: (name: string, tag: string) => Promise.resolve(tags[`${name}@${tag}`]),
  };
  return source;
}

/** Lists the versions of one algorithm of a universe as candidates. */
const toCandidate = ([version, { needs = {}, ...flags }]: readonly [string, Release]): Candidate => ({
  version,
  yanked: false,
  dependencies: needs,
  ...flags,
});
