import { ClientError, type Client } from '@national-forge/client';
import { isVersion } from '@national-forge/manifest';

/** Finds the version that a range, a channel or an exact version of one algorithm stands for today. */
export async function resolveOne(
  client: Client,
  reference: { readonly name: string; readonly selector: string },
  signal: AbortSignal,
): Promise<string> {
  const { name, selector } = reference;
  if (isVersion(selector)) return selector;
  const { releases, moved = {} } = await client.resolve({ requirements: { [name]: selector } }, { signal });
  const found = releases.find(
    (release) =>
      release.name === (moved[name]?.to ?? name) && release.requiredBy.some(({ range }) => range === selector),
  );
  if (found === undefined) throw new ClientError('no-version', { params: { name, range: selector, at: '' } });
  return found.version;
}
