import { keyAdd, testKey, type SampleChange } from '../../adapters/testing/keys.ts';
import { changeBody } from '../agency-changes.ts';
import { asIs, type Make, type Scenario } from './scenario.ts';

const first = testKey('essais');
const third = testKey('essais third');

/** The point of order 1: a signature of it is worth nothing (RFC 8032 §8.9). */
const WEAK = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from([1]), Buffer.alloc(31)]);

const changing =
  (change: Omit<SampleChange, 'agency'>): Make =>
  async ({ valid, server }) => ({
    ...valid,
    body: await changeBody(server.registry.deps, { agency: 'essais', ...change }),
  });

/** Lists ways to the answers of changing keys. */
export const keyScenarios: readonly Scenario[] = [
  ['changeAgencyKeys', 201, '', asIs],
  [
    'changeAgencyKeys',
    422,
    'key-refused',
    changing({ change: { ...keyAdd(third), public: WEAK.toString('base64') } as never, signers: [first, third] }),
  ],
  ['changeAgencyKeys', 409, 'key-taken', changing({ change: keyAdd(first), signers: [first] })],
  [
    'changeAgencyKeys',
    404,
    'key-unknown',
    changing({ change: { kind: 'key-revoke', key: third.fingerprint, from: null }, signers: [first] }),
  ],
  [
    'changeAgencyKeys',
    409,
    'change-stale',
    changing({ change: keyAdd(third), signers: [first, third], previous: `sha256:${'0'.repeat(64)}` }),
  ],
  [
    'changeAgencyKeys',
    422,
    'change-refused',
    changing({ change: keyAdd(third), signers: [first, third], origin: 'another.example' }),
  ],
  [
    'changeAgencyKeys',
    422,
    'signature-invalid',
    changing({ change: { kind: 'agency-policy', threshold: 1 }, signers: [testKey('a stranger')] }),
  ],
  ['changeAgencyKeys', 422, 'threshold-unmet', changing({ change: keyAdd(third), signers: [third] })],
  [
    'changeAgencyKeys',
    422,
    'threshold-unreachable',
    changing({ change: { kind: 'agency-policy', threshold: 9 }, signers: [first] }),
  ],
];
