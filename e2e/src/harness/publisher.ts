import type { Receipt } from '@national-forge/api';
import { assertReceipt, isClientError, openClient, type Client } from '@national-forge/client';

import type { Author } from './author.ts';
import { packOffer, type Offer } from './offer.ts';
import type { Witness } from './witness.ts';
import type { Workshop } from './workshop.ts';

/** Every publish is of these two together, so that a half of it would be seen. */
export const HALVES = ['left', 'right'] as const;

/** Is an agency that publishes one version after the other; what was not acknowledged is sent again, the same bytes. */
export interface Publisher {
  readonly author: Author;
  readonly acknowledged: Receipt[];
  pending: readonly Offer[];
  /** What was acknowledged last. */
  last: readonly Offer[];
  count: number;
}

/** Publishes at a server until it is over, and shows every checkpoint of a receipt to the witness. */
export async function publishUntil(
  publisher: Publisher,
  place: { readonly workshop: Workshop; readonly url: string; readonly witness: Witness },
  isOver: () => boolean,
): Promise<void> {
  const client = openWitnessedClient(publisher.author, place);
  while (!isOver()) {
    if (publisher.pending.length === 0) await packNext(publisher, place.workshop);
    await publishPending(client, publisher);
  }
  await client.close();
}

/** Opens a client that checks each receipt against the pinned key and hands its checkpoint to the witness. */
export function openWitnessedClient(
  { token }: Author,
  { url, witness }: { readonly url: string; readonly witness: Witness },
): Client {
  return openClient({
    ...{ registry: url, token, retry: { attempts: 1 } },
    onReceipt: (receipt, expected) => {
      assertReceipt(receipt, expected, witness.verifier);
      witness.see(receipt.checkpoint);
    },
  });
}

async function packNext(publisher: Publisher, workshop: Workshop): Promise<void> {
  const { agency, signer } = publisher.author;
  const version = `1.${String((publisher.count += 1))}.0`;
  publisher.pending = await Promise.all(
    HALVES.map((half) => {
      const files = { 'notes.txt': `${half} ${version} ${agency}`.repeat(200) };
      return packOffer(workshop, { name: `${agency}/${half}`, version, files }, signer);
    }),
  );
}

/** Codes with which a call ends when its server is killed. */
const BROKEN = ['network', 'timeout', 'protocol'];

async function publishPending(client: Client, publisher: Publisher): Promise<void> {
  try {
    const { receipts } = await client.publish(publisher.pending);
    publisher.acknowledged.push(...receipts);
    publisher.last = publisher.pending;
    publisher.pending = [];
  } catch (error) {
    // What the end of the server broke is sent again in its next life; anything else is a fault.
    if (!isClientError(error) || !BROKEN.includes(error.code)) throw error;
  }
}
