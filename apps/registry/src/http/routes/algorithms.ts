import type { Deps } from '../../usecases/deps.ts';
import { listDependents } from '../../usecases/dependents.ts';
import { diffVersions } from '../../usecases/diff/diff-versions.ts';
import {
  getChannel,
  getHead,
  getRecord,
  getSegment,
  getStatus,
  getVersionList,
} from '../../usecases/stored-document.ts';
import { nextLink } from '../next-link.ts';
import type { Handlers } from '../operation.ts';
import { document, json } from '../reply/reply.ts';

/** Joins the two parts of a name. */
export const fullName = ({ agency, name }: { readonly agency: string; readonly name: string }): string =>
  `${agency}/${name}`;

/** Answers the reads of algorithms; most are answered in front already, these are the other spellings and the misses. */
export function algorithmHandlers(
  deps: Deps,
): Handlers<
  | 'getAlgorithm'
  | 'getVersions'
  | 'getVersionSegment'
  | 'getRelease'
  | 'getReleaseStatus'
  | 'getDiff'
  | 'getDependents'
  | 'getChannel'
> {
  return {
    getAlgorithm: ({ params }) => document(getHead(deps, fullName(params))),
    getVersions: ({ params }) => document(getVersionList(deps, fullName(params))),
    getVersionSegment: ({ params }) => document(getSegment(deps, fullName(params), params.segment)),
    getRelease: ({ params }) => document(getRecord(deps, fullName(params), params.version)),
    getReleaseStatus: ({ params }) => document(getStatus(deps, fullName(params), params.version)),
    getChannel: ({ params }) => document(getChannel(deps, fullName(params), params.tag)),
    getDiff: async ({ params }) => {
      const { version: from, other: to } = params;
      return document(await diffVersions(deps, { name: fullName(params), from, to }));
    },
    getDependents: async ({ params, query, req }) => {
      const page = await listDependents(deps, fullName(params), query);
      return json(200, page, nextLink(req, page.cursor));
    },
  };
}
