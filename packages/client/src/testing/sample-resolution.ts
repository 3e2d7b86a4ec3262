import { buffer } from 'node:stream/consumers';

import { resolveSet, type CandidateSource, type VersioningError } from '@national-forge/versioning';

import { whereIs } from './sample-moves.ts';
import { findStored, type Exchange, type State } from './sample-state.ts';
import { sendJson, sendProblem } from './wire.ts';

type Asked = Omit<Parameters<typeof resolveSet>[0], 'at'> & { readonly at?: string };

/** Answers a request to resolve, old names included. */
export async function sendResolution({ state, request, response }: Exchange): Promise<void> {
  const asked = JSON.parse((await buffer(request)).toString()) as Asked;
  const presentName = (name: string): string => whereIs(state.log, name).to;
  const locked = Object.fromEntries(
    Object.entries(asked.locked ?? {}).map(([key, version]) => {
      const at = key.lastIndexOf('@');
      return [`${presentName(key.slice(0, at))}${key.slice(at)}`, version];
    }),
  );
  const source = sourceOf(state);
  const at = asked.at ?? '2026-06-01';
  const resolution = await resolveSet({ ...asked, at, locked, source, presentName }).catch(
    (error: unknown) => error as VersioningError,
  );
  if (resolution instanceof Error) {
    sendProblem(response, 'no-version', { name: '?', range: '?', ...resolution.params, at });
    return;
  }
  const releases = resolution.releases.map(({ name, version, requiredBy }) => {
    const found = findStored(state, name, version);
    if (found === undefined) throw new Error('resolved what is not published');
    const { releaseDigest, archive, dependencies, validity } = found.record;
    const facts = { name, version, releaseDigest, archive, dependencies, validity, requiredBy };
    const signed = found.record.name === name ? {} : { publishedAs: found.record.name };
    return { ...facts, yanked: found.yanked, deprecated: null, ...signed };
  });
  const used = [asked.requirements, ...releases.map(({ dependencies }) => dependencies)].flatMap(Object.keys);
  const held = Object.keys(asked.locked ?? {}).map((key) => key.slice(0, key.lastIndexOf('@')));
  const moved = movesOf(state, [...used, ...held]);
  sendJson(response, {
    at,
    releases,
    ...(moved.length > 0 && { moved: Object.fromEntries(moved) }),
  });
}

function sourceOf(state: State): CandidateSource {
  const stored = [...state.releases.values()];
  return {
    candidates: (name) => {
      const own = stored.filter(
        ({ record, tombstone }) => whereIs(state.log, record.name).to === name && tombstone === undefined,
      );
      const candidates = own.map(({ record, yanked }) => ({
        version: record.version,
        yanked,
        dependencies: record.dependencies,
      }));
      return Promise.resolve(candidates.length === 0 ? undefined : candidates);
    },
    channel: () => Promise.resolve(undefined),
  };
}

const movesOf = ({ log }: State, names: readonly string[]) =>
  [...new Set(names)].sort().flatMap((name) => {
    const found = whereIs(log, name);
    return found.to === name ? [] : [[name, found] as const];
  });
