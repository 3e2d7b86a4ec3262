import type { Algorithm, Channel, ReleaseStatus, VersionEntry, VersionList, VersionSegment } from '@national-forge/api';

import { channelKey, headKey, segmentKey, statusKey, versionsKey } from './document-keys.ts';
import { LATEST_TAG, SEGMENT_SIZE, type AlgorithmView, type ReleaseView } from './release-view.ts';
import { instant, renderJson, type Rendered } from './rendered.ts';

/** Renders the head of an algorithm. */
export function renderHead(view: AlgorithmView): Rendered {
  const { hit, deprecated } = view.shown;
  const head: Algorithm = {
    name: view.name,
    agency: view.agency,
    title: hit.title,
    summary: hit.summary,
    kind: hit.kind,
    sectors: hit.sectors,
    region: hit.region,
    developmentStatus: hit.status,
    license: hit.license,
    risk: hit.risk,
    latest: view.latest,
    channels: channelsOf(view),
    deprecated,
    versionCount: view.versionCount,
    versions: view.newest.map(versionEntry),
    createdAt: instant(view.createdAt),
    updatedAt: instant(view.updatedAt),
    ...(view.formerNames.length === 0 ? {} : { formerNames: [...view.formerNames] }),
  };
  return renderJson(headKey(view.name), head);
}

function channelsOf(view: AlgorithmView): Algorithm['channels'] {
  const set = view.channels.map(({ tag, version }): [string, string] => [tag, version]);
  return Object.fromEntries(view.latest === null ? set : [[LATEST_TAG, view.latest], ...set]);
}

function versionEntry(release: ReleaseView): VersionEntry {
  return {
    version: release.version,
    digest: release.releaseDigest,
    publishedAt: release.publishedAt,
    ...(release.validity === null ? {} : { validity: release.validity }),
    ...(release.yanked === null ? {} : { yanked: true }),
    ...(release.deprecated === null ? {} : { deprecated: true }),
    ...(release.tombstoned === null ? {} : { tombstoned: true }),
    ...(release.level === null ? {} : { level: release.level }),
    ...(release.waived === null ? {} : { waived: true }),
  };
}

/** Renders how the version listing is divided. */
export function renderVersionList(name: string, versionCount: number): Rendered {
  const list: VersionList = {
    name,
    versionCount,
    segmentSize: SEGMENT_SIZE,
    segmentCount: Math.ceil(versionCount / SEGMENT_SIZE),
    segments: `${versionsKey(name)}/segments/{segment}`,
  };
  return renderJson(versionsKey(name), list);
}

/** Renders one segment of the version listing; releases in the order of publication. */
export function renderSegment(name: string, segment: number, releases: readonly ReleaseView[]): Rendered {
  const body: VersionSegment = { name, segment, versions: releases.map(versionEntry) };
  return renderJson(segmentKey(name, segment), body);
}

/**
 * Renders the status of a release.
 * @param successorMovedTo the present name of its successor, where it has another one now than was said
 */
export function renderStatus(name: string, release: ReleaseView, successorMovedTo?: string): Rendered {
  const { yanked, deprecated, tombstoned, waived, version } = release;
  const status: ReleaseStatus = {
    name,
    version,
    yanked: yanked && { reason: yanked.reason, since: instant(yanked.since) },
    deprecated: deprecated && {
      reason: deprecated.reason,
      since: instant(deprecated.since),
      successor: deprecated.successor,
      ...(successorMovedTo !== undefined && { successorMovedTo }),
    },
    tombstoned: tombstoned && { reference: tombstoned.reference, since: instant(tombstoned.since) },
    ...(waived && {
      waived: {
        reason: waived.reason,
        waived: waived.waived.map(({ against, rule }) => ({ against, rule })),
        since: instant(waived.since),
        logIndex: waived.logIndex,
      },
    }),
    logIndex: release.statusIndex,
  };
  return renderJson(statusKey(name, version), status);
}

/** Is what a channel points to, since when, and by which leaf. */
export interface ChannelTarget {
  readonly version: string;
  readonly updatedAt: number;
  readonly logIndex: number;
}

/** Renders a channel. */
export function renderChannel(name: string, tag: string, target: ChannelTarget): Rendered {
  const { version, updatedAt, logIndex } = target;
  const channel: Channel = { name, tag, version, updatedAt: instant(updatedAt), logIndex };
  return renderJson(channelKey(name, tag), channel);
}
