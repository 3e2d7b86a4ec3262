import type { TokenInfo } from '@national-forge/api';

import { ALGORITHM, TOKEN } from './answers.ts';
import { AGENCY_NAME, openReadyOffice, type Office } from './agency.ts';
import { call } from './call.ts';
import { folderWith } from './folders.ts';
import { refuse, type Answer, type Script } from './stand-in.ts';

/** Lists secrets that open something for the stand-in. */
export const TOKENS = {
  owner: `nforge_${'O'.repeat(36)}`,
  receiver: `nforge_${'R'.repeat(36)}`,
  publisher: `nforge_${'P'.repeat(36)}`,
  operator: `nforge_${'Q'.repeat(36)}`,
} as const;

const INFOS: Readonly<Record<string, Pick<TokenInfo, 'agency' | 'scopes'>>> = {
  [TOKENS.owner]: { agency: AGENCY_NAME, scopes: ['owner'] },
  [TOKENS.receiver]: { agency: 'travail', scopes: ['owner'] },
  [TOKENS.publisher]: { agency: AGENCY_NAME, scopes: ['publish'] },
  [TOKENS.operator]: { agency: null, scopes: ['operator'] },
};

/** Is an agency with two algorithms, and one that may be given some. */
export interface Movers extends Office {
  /** Where files lie that go from one to the other. */
  readonly desk: string;
  /** The environment of the agency that receives: its own home, key and token. */
  readonly receiver: Office['env'];
}

/** Opens the agencies `eau`, which has `besoin` and `alerte`, and `travail`; each has a key. The log has 5 leaves. */
export async function openMovers(): Promise<Movers> {
  // The script answers from a log that is opened with it.
  const opened: { office?: Office } = {};
  const office = await openReadyOffice(scriptOf((name) => opened.office?.log.presentName(name) ?? name));
  opened.office = office;
  const { log } = office;
  log.openAgency('travail');
  const home = folderWith();
  const receiver = { ...office.env, HOME: home, NFORGE_TOKEN: TOKENS.receiver };
  await office.createKey({ home });
  const { exit, stderr } = await call(['key', 'register', '--agency', 'travail'], { env: receiver });
  if (exit !== 0) throw new Error(stderr);
  return { ...office, env: { ...office.env, NFORGE_TOKEN: TOKENS.owner }, desk: folderWith(), receiver };
}

const ALGORITHMS = [`${AGENCY_NAME}/besoin`, `${AGENCY_NAME}/alerte`];

function scriptOf(present: (name: string) => string): Script {
  const names = ['besoin', 'alerte', 'besoin-en-eau', 'rien', 'autre'].flatMap((name) =>
    [AGENCY_NAME, 'travail', 'eaux'].map((agency) => `${agency}/${name}`),
  );
  const head = (name: string) => (): Answer => {
    const now = present(name);
    if (now !== name) return { status: 308, headers: { location: `/api/v1/algorithms/${now}` } };
    const isThere = ALGORITHMS.some((one) => present(one) === name);
    return isThere ? { body: { ...ALGORITHM, name } } : refuse('algorithm-unknown', { name });
  };
  return {
    ...Object.fromEntries(names.map((name) => [`GET /api/v1/algorithms/${name}`, head(name)])),
    'GET /api/v1/tokens/self': ({ headers }) => {
      const info = INFOS[headers.authorization?.slice('Bearer '.length) ?? ''];
      return info === undefined ? refuse('unauthenticated') : { body: { ...TOKEN, ...info } };
    },
  };
}
