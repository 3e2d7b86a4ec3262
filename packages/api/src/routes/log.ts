import * as z from 'zod';

import { agencyName, shortName, version } from '../bodies/common.ts';
import {
  agencyChanged,
  agencyChangeRequest,
  agencyKeys,
  consistencyProof,
  inclusionProof,
  logEntries,
  logKeys,
} from '../bodies/log.ts';
import { CHECKPOINT_HEADER, MOVED, type Answer, type Route } from './route.ts';

const json = (schema: z.ZodType) => ({ 'application/json': schema });
const notChanged: Answer = { description: 'Not changed since the ETag given.' };
const read = { method: 'get', tag: 'log', access: 'public' } as const;
const index = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const size = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
const agencyParams = z.object({ agency: agencyName });

/** Lists the routes of the log, of its proofs and of the keys. */
export const logRoutes = {
  getCheckpoint: {
    ...read,
    path: '/log/checkpoint',
    summary: 'Give the newest checkpoint (C2SP tlog-tiles)',
    headers: {
      [CHECKPOINT_HEADER]: {
        required: false,
        description:
          'Base64 of the newest checkpoint that the caller has seen; a registry that was set back stops writing.',
      },
    },
    answers: {
      200: { description: 'A signed note.', content: { 'text/plain': 'text' }, headers: ['ETag'] },
      304: notChanged,
    },
    problems: [],
  },
  getTile: {
    ...read,
    path: '/log/tile/{path}',
    summary: 'Give a tile or an entry bundle (C2SP tlog-tiles)',
    params: z.object({
      path: z
        .string()
        .min(1)
        .max(100)
        .meta({
          description: 'As C2SP tlog-tiles says, such as 0/x001/067 or entries/005.p/12.',
          examples: ['0/000.p/1'],
        }),
    }),
    answers: {
      200: {
        description: 'The tile; never changes.',
        content: { 'application/octet-stream': 'binary' },
        headers: ['ETag'],
      },
      304: notChanged,
    },
    problems: ['tile-unknown'],
  },
  getLogEntries: {
    ...read,
    path: '/api/v1/log/entries',
    summary: 'Give leaves in their order: the feed of all changes',
    query: z.object({
      from: index.default(0).meta({ description: 'First index wanted.' }),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
      wait: z.coerce
        .number()
        .int()
        .min(0)
        .max(60)
        .default(0)
        .meta({ description: 'Seconds to wait for a leaf when there is none yet.' }),
    }),
    headers: {
      accept: { required: false, description: 'text/event-stream: every leaf from there on as an event.' },
      'last-event-id': { required: false, description: 'Continue after this index (event stream).' },
    },
    answers: {
      200: {
        description: 'The leaves, none if there are none yet.',
        content: { ...json(logEntries), 'text/event-stream': 'text' },
      },
    },
    problems: ['log-range'],
  },
  getInclusionProof: {
    ...read,
    path: '/api/v1/log/proof/inclusion',
    summary: 'Prove that a leaf is in the log',
    query: z.object({ index, size: size.optional().meta({ description: 'Tree size; default: the newest.' }) }),
    answers: { 200: { description: 'The proof.', content: json(inclusionProof) } },
    problems: ['log-range'],
  },
  getConsistencyProof: {
    ...read,
    path: '/api/v1/log/proof/consistency',
    summary: 'Prove that an earlier tree is a prefix of a later one',
    query: z.object({ from: size, to: size.optional().meta({ description: 'Tree size; default: the newest.' }) }),
    answers: { 200: { description: 'The proof.', content: json(consistencyProof) } },
    problems: ['log-range'],
  },
  getReleaseProof: {
    ...read,
    path: '/api/v1/algorithms/{agency}/{name}/versions/{version}/proof',
    summary: 'Give the file that proves a release offline (C2SP tlog-proof)',
    params: z.object({ agency: agencyName, name: shortName, version }),
    query: z.object({
      size: size.optional().meta({ description: 'Size of a tree whose checkpoint was signed; default: the newest.' }),
    }),
    answers: {
      200: { description: 'The proof file.', content: { 'text/plain': 'text' }, headers: ['ETag'] },
      304: notChanged,
      ...MOVED,
    },
    problems: ['algorithm-unknown', 'version-unknown', 'log-range', 'checkpoint-unknown'],
  },
  getLogKeys: {
    ...read,
    path: '/api/v1/keys',
    summary: 'Give the name of the log and the keys that sign it',
    answers: { 200: { description: 'The keys.', content: json(logKeys), headers: ['ETag'] }, 304: notChanged },
    problems: [],
  },
  getAgencyKeys: {
    ...read,
    path: '/api/v1/agencies/{agency}/keys',
    summary: 'Give the keys of an agency and their history',
    params: agencyParams,
    query: z.object({
      after: index.optional().meta({ description: 'Only what came after this leaf.' }),
      size: size.optional().meta({ description: 'As of the tree of this size; default: the newest.' }),
    }),
    answers: {
      200: { description: 'The keys.', content: json(agencyKeys), headers: ['ETag'] },
      304: notChanged,
      ...MOVED,
    },
    problems: ['agency-unknown', 'log-range', 'checkpoint-unknown'],
  },
  changeAgencyKeys: {
    method: 'post',
    path: '/api/v1/agencies/{agency}/keys',
    summary:
      'Add or revoke a key, change the policy, or move a name; signed by the keys of the agency (a rename: with a token of the operator)',
    tag: 'keys',
    access: ['owner', 'operator'],
    params: agencyParams,
    body: { 'application/json': agencyChangeRequest },
    answers: { 201: { description: 'Changed.', content: json(agencyChanged) } },
    problems: [
      'agency-unknown',
      'agency-moved',
      'agency-taken',
      'algorithm-unknown',
      'algorithm-moved',
      'algorithm-taken',
      'name-reserved',
      'agency-history-full',
      'key-refused',
      'key-taken',
      'key-unknown',
      'change-stale',
      'change-refused',
      'signature-invalid',
      'threshold-unmet',
      'threshold-unreachable',
    ],
  },
} as const satisfies Record<string, Route>;
