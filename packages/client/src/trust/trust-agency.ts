import { keepHistory, proveAgency, type AgencyClaim } from './agencies.ts';
import { pinOf } from './agency.ts';
import { findAgency, type AgencyPin } from './known-log.ts';
import { openLog, type TrustMeans } from './open-log.ts';
import { remember } from './record.ts';

/** Is what a person is asked to trust. */
export interface AgencyOffer {
  readonly agency: string;
  /** What was pinned; undefined when nothing was. */
  readonly before: (AgencyPin & { readonly epoch: number }) | undefined;
  /** What is to be pinned; people compare the fingerprints with what the agency itself publishes. */
  readonly after: AgencyPin & { readonly epoch: number };
}

/**
 * Pins the keys that an agency has now, also where the operator reset them: the one way past `agency-reset`. Their history
 * must hold all the same.
 * @param accept is asked before anything is pinned; default: yes
 * @returns what was offered, and whether it was accepted
 * @throws ClientError `untrusted`, `offline`, `agency-unknown`, those of the way and the disk
 */
export async function trustAgency(
  means: TrustMeans,
  agency: string,
  accept: (offer: AgencyOffer) => boolean | Promise<boolean> = () => true,
): Promise<AgencyOffer & { readonly accepted: boolean }> {
  const log = await openLog(means);
  const claim: AgencyClaim = { means, log, agency, isResetTrusted: true };
  const proved = await proveAgency(claim);
  const known = findAgency(log.known?.agencies, agency);
  const before = known && { ...pinOf(known), epoch: known.epoch };
  const offer = { agency, before, after: { ...pinOf(proved.known), epoch: proved.known.epoch } };
  const accepted = await accept(offer);
  if (!accepted) return { ...offer, accepted };
  await keepHistory(claim, proved);
  await remember(means, log, { agencies: { [agency]: proved.known } });
  return { ...offer, accepted };
}
