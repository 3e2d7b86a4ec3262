import type { LeafKind, LeafOf } from '@national-forge/transparency';

import { insertLogIdentity } from '../log/log-identities.ts';
import { projectAgency, projectAgencyState } from './project-agency.ts';
import { projectChannel } from './project-channel.ts';
import { projectRelease } from './project-release.ts';
import { projectStatus } from './project-status.ts';
import { projectTombstone } from './project-tombstone.ts';
import { projectTransfer } from './project-transfer.ts';
import { projectWaiver } from './project-waiver.ts';
import type { LogFact, Projection } from './projection.ts';
import { refreshAlgorithm } from './refresh-algorithm.ts';

type Projectors = { readonly [K in LeafKind]: (context: Projection, fact: LogFact<LeafOf<K>>) => void };

const PROJECTORS: Projectors = {
  'log-key': ({ sql }, { leaf, index }) => insertLogIdentity(sql, index, leaf),
  fork: ({ sql }, { leaf, index }) => insertLogIdentity(sql, index, leaf),
  agency: projectAgency,
  'agency-policy': projectAgencyState,
  'key-add': projectAgencyState,
  'key-revoke': projectAgencyState,
  'key-reset': projectAgencyState,
  release: projectRelease,
  channel: projectChannel,
  yank: projectStatus,
  unyank: projectStatus,
  deprecate: projectStatus,
  undeprecate: projectStatus,
  tombstone: projectTombstone,
  waiver: projectWaiver,
  // Nothing that is readable follows from it, beyond the log itself.
  approve: () => undefined,
  transfer: projectTransfer,
};

/**
 * Projects one leaf onto the tables: rows, and the documents that are of its thing alone. All that is readable follows
 * from leaves, their details and the archives, in the order of the log: projecting a log into empty tables gives the
 * same documents, byte for byte. What many leaves change together is rendered by {@link renderChanged}.
 */
export function projectLeaf(context: Projection, fact: LogFact): void {
  const project = PROJECTORS[fact.leaf.kind] as (context: Projection, fact: LogFact) => void;
  project(context, fact);
}

/** Renders what the leaves projected so far have changed: head, version listing, segments, search entry. */
export function renderChanged(context: Projection): void {
  for (const [name, sequences] of context.changed) refreshAlgorithm(context, name, sequences);
  context.changed.clear();
}
