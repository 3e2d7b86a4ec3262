import type { Signer } from '@national-forge/transparency';

import { AGENCY } from '../seed/registry-seed.ts';
import { packSamples, type SampleArchive } from '../seed/sample-archive.ts';

/** Publishes one sample. */
export type Publish = (sample: SampleArchive) => Promise<void>;

/** Packs `count` releases under a name, the algorithms of the publishers taking turns. */
export type MakeSamples = (name: string, count: number) => Promise<readonly SampleArchive[]>;

/** Publishers at once, each with an algorithm of its own. */
export const PUBLISHERS = 8;

/** Makes the maker of samples that are signed with these keys. */
export function sampleMaker(folder: string, signers: readonly Signer[]): MakeSamples {
  return (name, count) => {
    const releases = Array.from({ length: count }, (_, index) => ({
      name: `${AGENCY}/${name}-${index % PUBLISHERS}`,
      version: `1.${Math.floor(index / PUBLISHERS)}.0`,
    }));
    return packSamples(folder, signers, releases);
  };
}

/** Publishes one after the other. */
export async function inARow(samples: readonly SampleArchive[], publish: Publish): Promise<void> {
  for (const sample of samples) await publish(sample);
}

/** Publishes with all publishers at once: sample i belongs to publisher i modulo eight, hence nobody races for one name. */
export async function atOnce(samples: readonly SampleArchive[], publish: Publish): Promise<void> {
  const publisher = (mine: number) =>
    inARow(
      samples.filter((_, index) => index % PUBLISHERS === mine),
      publish,
    );
  await Promise.all(Array.from({ length: PUBLISHERS }, (_, mine) => publisher(mine)));
}
