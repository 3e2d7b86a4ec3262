import { ClientError } from '../client-error.ts';
import type { AgencyReader } from './read-agency.ts';

/**
 * Makes a reader for whoever changes an agency. A renamed agency is read under its old names too; nothing is signed under
 * one, as the registry would refuse it, and whoever writes is to know the name.
 * @returns a reader that throws ClientError `agency-moved` {from, to} beside what the given one throws
 */
export function presentOnly(read: AgencyReader): AgencyReader {
  return async (name, options) => {
    const found = await read(name, options);
    const { agency } = found.state;
    if (agency !== name) throw new ClientError('agency-moved', { params: { from: name, to: agency } });
    return found;
  };
}
