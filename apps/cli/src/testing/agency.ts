import { readFileSync } from 'node:fs';

import {
  CHANGE_PAYLOAD_TYPE,
  createSigningKey,
  formatChange,
  openSigningKey,
  signEnvelope,
  stateDigest,
  type Change,
  type Signer,
} from '@national-forge/transparency';

import { call } from './call.ts';
import { folderWith } from './folders.ts';
import { logRoutes } from './log-routes.ts';
import { publishRoutes } from './publish-routes.ts';
import { startSampleLog, type SampleLog } from './sample-log.ts';
import { refuse, startStandIn, type Answer, type Arrived, type Script, type StandIn } from './stand-in.ts';

/** Is an agency of a registry that stands in, with a home folder for whoever calls. */
export interface Office extends StandIn {
  readonly log: SampleLog;
  readonly home: string;
  /** Starts a registry that gives some answers of its own, and gives the environment in which it stands for this one. */
  readonly behind: (script: Script) => Promise<StandIn['env']>;
  /** Makes a key with `key create`, in the home of this office or of another person. */
  readonly createKey: (world?: { home?: string; words?: readonly string[] }) => Promise<string>;
}

/** Answers some requests; undefined when the request is about something else. */
export type Routes = (request: Arrived) => Answer | undefined;

/** Whoever publishes for the first time asks what there is. */
const newAlgorithm: Routes = ({ path }) => {
  const [, name] = /^\/api\/v1\/algorithms\/([^/]+\/[^/]+)\/versions$/.exec(path) ?? [];
  return name === undefined ? undefined : refuse('algorithm-unknown', { name });
};

/** Is the agency that tests act for. */
export const AGENCY_NAME = 'eau';

/** Opens an agency without keys in a fresh log, and a home folder without keys; releases are taken unless the script does. */
export async function openOffice(script: Script = {}, more: Routes = () => undefined): Promise<Office> {
  const log = startSampleLog();
  log.openAgency(AGENCY_NAME);
  const home = folderWith();
  const [ofLog, ofReleases] = [logRoutes(log), publishRoutes(log)];
  const routes: Routes = (request) => ofLog(request) ?? ofReleases(request) ?? more(request) ?? newAlgorithm(request);
  const standIn = await startStandIn(script, home, routes);
  return {
    ...standIn,
    log,
    home,
    // A mirror: the same log under another address.
    behind: async (other) => (await startStandIn(other, home, routes)).env,
    createKey: async ({ home: other = home, words = [] } = {}) => {
      const { exit, stdout, stderr } = await call(['key', 'create', ...words], {
        env: { ...standIn.env, HOME: other },
      });
      if (exit !== 0) throw new Error(stderr);
      return stdout.trim();
    },
  };
}

/** Opens an agency whose key is on this computer and registered. */
export async function openReadyOffice(script: Script = {}, more?: Routes): Promise<Office & { readonly key: string }> {
  const office = await openOffice(script, more);
  const key = await office.createKey();
  const { exit, stderr } = await call(['key', 'register', '--agency', AGENCY_NAME], office);
  if (exit !== 0) throw new Error(stderr);
  return { ...office, key };
}

/** Records a change as a colleague with these keys would make it. */
export function changeBy(log: SampleLog, change: Change, signers: readonly Signer[]): number {
  const state = log.stateOf(AGENCY_NAME);
  if (state === undefined) throw new Error('no agency');
  const signed = { origin: log.origin, agency: AGENCY_NAME, previous: stateDigest(state), change };
  return log.change(signEnvelope({ payloadType: CHANGE_PAYLOAD_TYPE, payload: formatChange(signed) }, signers));
}

/** Registers a key that is not on this computer; the keys that the agency has must be among the signers. */
export function registerElsewhere(log: SampleLog, before: readonly Signer[] = []): Signer {
  const { signer } = createSigningKey('ed25519');
  const spki = Buffer.from(signer.spki).toString('base64');
  const change = { kind: 'key-add', algorithm: 'ed25519', public: spki, use: 'agency', names: null, expires: null };
  changeBy(log, change as Change, [...before, signer]);
  return signer;
}

/** Opens the key in a key file that is not encrypted. */
export function signerOf(file: string): Signer {
  return openSigningKey((JSON.parse(readFileSync(file, 'utf8')) as { privateKey: string }).privateKey);
}
