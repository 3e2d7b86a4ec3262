import type { Deps } from '../../usecases/deps.ts';
import { getAgencyKeys } from '../../usecases/keys/agency-keys.ts';
import { changeKeys } from '../../usecases/keys/change-keys.ts';
import type { Handlers } from '../operation.ts';
import { json } from '../reply/reply.ts';

/** Answers for the keys of agencies. */
export function agencyKeyHandlers(deps: Deps): Handlers<'getAgencyKeys' | 'changeAgencyKeys'> {
  return {
    getAgencyKeys: async ({ params, query }) => json(200, await getAgencyKeys(deps, { ...params, ...query })),
    changeAgencyKeys: async ({ params, body, account }) =>
      json(201, await changeKeys(deps, account, { ...params, ...body })),
  };
}
