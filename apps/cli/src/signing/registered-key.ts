import { ClientError } from '@national-forge/client';
import type { AgencyKey, AgencyState } from '@national-forge/transparency';

/**
 * Finds a key of an agency by its fingerprint or at least the first 4 hexadecimal digits of it.
 *
 * @throws ClientError `key-unknown`, `key-ambiguous`
 */
export function registeredKey(state: AgencyState, selector: string): AgencyKey {
  const hex = selector.toLowerCase().replace(/^sha256:/, '');
  const found = /^[0-9a-f]{4,64}$/.test(hex)
    ? state.keys.filter(({ fingerprint }) => fingerprint.startsWith(`sha256:${hex}`))
    : [];
  const [key, second] = found;
  if (key === undefined) throw new ClientError('key-unknown', { params: { agency: state.agency, key: selector } });
  if (second !== undefined) throw new ClientError('key-ambiguous', { params: { key: selector, count: found.length } });
  return key;
}
