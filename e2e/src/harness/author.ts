import { openClient, prepareChange, sendChange } from '@national-forge/client';
import { createSigningKey, type Signer } from '@national-forge/transparency';

import { admitAgency, type Served } from './operator.ts';

/** Is who publishes for an agency: its only key, and a token with the scopes publish and lifecycle. */
export interface Author {
  readonly agency: string;
  readonly signer: Signer;
  /** The private key, PKCS #8 in PEM. */
  readonly pem: string;
  readonly token: string;
}

/** Creates an agency at a registry that is served, registers its first key as its owner, and gives who may publish. */
export async function admitAuthor(registry: Served, agency: string): Promise<Author> {
  const admitted = await admitAgency(registry, agency);
  const { pem, signer } = createSigningKey('ed25519');
  await registerFirstKey(registry.url, { agency, signer, token: await admitted.token('owner') });
  return { agency, signer, pem, token: await admitted.token('publish', 'lifecycle') };
}

/** Registers the first key of an agency, which vouches for itself alone. */
export async function registerFirstKey(
  registry: string,
  { agency, signer, token }: { readonly agency: string; readonly signer: Signer; readonly token: string },
): Promise<void> {
  const client = openClient({ registry, token });
  try {
    await sendChange(client, await prepareChange(client, { agency, wish: { kind: 'key-add', key: signer } }));
  } finally {
    await client.close();
  }
}
