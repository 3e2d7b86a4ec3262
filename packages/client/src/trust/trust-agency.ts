import { keepHistory, proveAgency, type AgencyClaim } from './agencies.ts';
import { pinOf, stateOf } from './agency.ts';
import { findAgency, type AgencyPin, type KnownAgency } from './known-log.ts';
import { openLog, type TrustMeans } from './open-log.ts';
import { remember } from './record.ts';

/** Is what a person is asked to trust. */
export interface AgencyOffer {
  readonly agency: string;
  /** What was pinned; undefined when nothing was. */
  readonly before: OfferedKeys | undefined;
  /** What is to be pinned; people compare the fingerprints with what the agency itself publishes. */
  readonly after: OfferedKeys;
}

/** Is a state of an agency as it is shown to people. */
export interface OfferedKeys extends AgencyPin {
  readonly epoch: number;
  /** How many of the keys must sign; a reset by the operator sets it to one. */
  readonly threshold: number;
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
  const offer = { agency, before: known && offered(known), after: offered(proved.known) };
  const accepted = await accept(offer);
  if (!accepted) return { ...offer, accepted };
  await keepHistory(claim, proved);
  await remember(means, log, { agencies: { [agency]: proved.known } });
  return { ...offer, accepted };
}

function offered(known: KnownAgency): OfferedKeys {
  return { ...pinOf(known), epoch: known.epoch, threshold: stateOf(known).threshold };
}
