import type { PublicPlan } from '../../../ports.ts';
import { decideAgency } from './decide-agency.ts';
import { decideChannels } from './decide-channels.ts';
import { decideKeys } from './decide-keys.ts';
import { decideRelease } from './decide-release.ts';
import { decideStatus } from './decide-status.ts';
import { decideTombstone } from './decide-tombstone.ts';
import type { DecideContext, Decision } from './decision.ts';

/**
 * Decides what a plan comes to in the state found under the write lock: leaves with their details, or a `Refusal`.
 * Nothing is written here: what follows from the leaves is for projecting them.
 */
export function decide(context: DecideContext, plan: PublicPlan): Decision {
  switch (plan.kind) {
    case 'release':
      return decideRelease(context, plan);
    case 'channel':
      return decideChannels(context, plan);
    case 'status':
      return decideStatus(context, plan);
    case 'tombstone':
      return decideTombstone(context, plan);
    case 'agency':
      return decideAgency(context, plan);
    case 'agency-change':
    case 'key-reset':
      return decideKeys(context, plan);
  }
}
