import type { PublishedVersions } from '@national-forge/client';
import { resolveVersion, type Candidate } from '@national-forge/versioning';

import type { ProgramMeans } from './program-loader.ts';
import type { ProgramSource } from './program-source.ts';
import { runDate } from './run-date.ts';

/** Says among what a dependency is chosen. */
export interface OwnFolders {
  /** The folders that are published together. */
  readonly own: readonly ProgramSource[];
  /** Lists what is published of an algorithm. */
  readonly versionsOf: (name: string) => Promise<PublishedVersions>;
  readonly now: () => Date;
}

/**
 * Chooses a dependency among the folders that are published together as the registry will: one of them only where it is the
 * version that the range stands for, counted together with what is published.
 */
export function chooseTogether({ own, versionsOf, now }: OwnFolders): ProgramMeans<ProgramSource>['choose'] {
  return async ({ name, range }, { root }) => {
    const here = own.filter(({ manifest }) => manifest.name === name);
    if (here.length === 0) return undefined;
    const { versions } = await versionsOf(name);
    const ahead = here.map(({ manifest: { version, validity } }) => candidate({ version, validity }));
    const isOwn = (version: string): boolean => ahead.some((one) => one.version === version);
    const others = versions.filter(({ version, tombstoned }) => tombstoned !== true && !isOwn(version));
    const candidates = [...ahead, ...others.map(candidate)];
    const source = { candidates: () => Promise.resolve(candidates), channel: () => Promise.resolve(undefined) };
    const found = await resolveVersion({ name, selector: range, source, at: runDate(root.manifest, now()) }).catch(
      () => undefined,
    );
    return here.find(({ manifest }) => manifest.version === found?.version);
  };
}

type Listed = Pick<Candidate, 'version' | 'validity'> & { readonly yanked?: true | undefined };

const candidate = ({ version, validity, yanked }: Listed): Candidate => ({
  ...{ version, validity, yanked: yanked === true },
  dependencies: {},
});
