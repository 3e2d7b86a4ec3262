import { digestOf } from '@national-forge/transparency';

import { publish, RELEASED, SLIPPED, signersOf, WANTED, type EvilWorld } from './evil-world.ts';
import { trueAnswers, type LogAnswers } from './log-routes.ts';
import type { SampleEntry, SampleLog } from './sample-log.ts';
import type { ReleaseName } from '../trust/session.ts';
import type { TrustStep } from '../trust/step.ts';

/** Is where a name is said to have gone. */
export interface ToldMove {
  readonly from: string;
  readonly to: string;
  readonly leaves: readonly number[];
}

/** Is what a registry says of names, and the release that a client is to believe for it. */
export interface ToldWorld {
  readonly answers: LogAnswers;
  readonly told: readonly ToldMove[];
  readonly asked: ReleaseName;
}

/** Is one attack by a name that moved, or did not. */
export interface MoveAttack {
  readonly step: TrustStep;
  readonly reason: string;
  /** Leaves that the client must have seen for the attack to be one; default 1. */
  readonly from?: number;
  readonly serve: (world: EvilWorld) => ToldWorld;
}

/** The release that every client wants, after its algorithm was given to another agency. */
export const GIVEN = { ...WANTED, name: 'cnss/tax', publishedAs: WANTED.name } as const;

/** A release of another algorithm, passed off as one that was published under another name. */
const FOREIGN = {
  name: WANTED.name,
  version: '3.0.0',
  releaseDigest: digestOf(Buffer.from('foreign')),
  publishedAs: 'attacker/evil',
} as const;

const [OLD, NEW] = [WANTED.name, GIVEN.name] as const;

interface HowTold {
  readonly from?: string;
  /** Default: the name that is asked for. */
  readonly to?: string;
  readonly asked?: ReleaseName;
  readonly change?: (log: SampleLog, answers: LogAnswers) => LogAnswers;
}

/** Goes on with the log until the agency `cnss` is there; `goOn` gives the leaves that are told. */
export function moved(
  { full }: EvilWorld,
  goOn: (log: SampleLog) => readonly number[] | undefined,
  how: HowTold = {},
): ToldWorld {
  const log = full.copy();
  log.openAgency('cnss');
  const leaves = goOn(log);
  const honest = trueAnswers(log);
  const { from = OLD, asked = GIVEN, to = asked.publishedAs === undefined ? NEW : asked.name } = how;
  const told = leaves === undefined ? [] : [{ from, to, leaves }];
  return { answers: how.change?.(log, honest) ?? honest, told, asked };
}

const give = (log: SampleLog, from: string = OLD, to: string = NEW): number => log.transfer(from, to);

/** Gives by keys of agencies that the test names. */
const giveBy = (log: SampleLog, ...agencies: readonly string[]): readonly number[] => [
  log.transfer(
    OLD,
    NEW,
    agencies.flatMap((agency) => signersOf(log, agency)),
  ),
];

/** Lists the attacks by name. */
export const MOVE_ATTACKS: Readonly<Record<string, MoveAttack>> = {
  'says that a name moved, and by no leaf': {
    step: 'moved',
    reason: 'no-proof',
    serve: (world) => moved(world, () => []),
  },
  'says that a name moved, and names the leaf of something else': {
    step: 'moved',
    reason: 'other-leaf',
    serve: (world) => moved(world, () => [RELEASED - 1]),
  },
  'says that a name moved, and names a leaf beyond the tree': {
    step: 'inclusion',
    reason: 'leaf-index',
    serve: (world) => moved(world, (log) => [log.size]),
  },
  'shows a transfer that is not in the log': {
    step: 'inclusion',
    reason: 'inclusion-invalid',
    serve: (world) =>
      moved(world, (log) => [log.pad()], {
        change: (log, answers) => {
          const own = log.copy(log.entries.slice(0, -1));
          give(own);
          return {
            ...answers,
            inclusion: (index, size) => ({ ...answers.inclusion(index, size), leaf: textAt(own, index) }),
          };
        },
      }),
  },
  'moves a name by the transfer of another': {
    step: 'moved',
    reason: 'other-leaf',
    serve: (world) => moved(world, (log) => [give(log, 'impots/other')]),
  },
  'moves a name to somewhere else than it says': {
    step: 'moved',
    reason: 'no-proof',
    serve: (world) => moved(world, (log) => [give(log, OLD, 'cnss/other')]),
  },
  'moves a name without a signature of the agency that gives': {
    step: 'moved',
    reason: 'threshold-unmet',
    serve: (world) => moved(world, (log) => giveBy(log, 'cnss')),
  },
  'moves a name without a signature of the agency that takes': {
    step: 'moved',
    reason: 'threshold-unmet',
    serve: (world) => moved(world, (log) => giveBy(log, 'impots')),
  },
  'moves a name by the signature of a stranger': {
    step: 'moved',
    reason: 'signer-unknown',
    serve: (world) => moved(world, (log) => giveBy(log, 'attacker', 'cnss')),
  },
  'records in a transfer another name than was signed': {
    step: 'moved',
    reason: 'other-leaf',
    serve: (world) =>
      moved(world, (log) => {
        const elsewhere = log.copy();
        give(elsewhere, OLD, 'cnss/other');
        const { leaf, ...entry } = entryAt(elsewhere, log.size);
        return [log.append({ ...leaf, to: NEW } as typeof leaf, { envelope: entry.envelope })];
      }),
  },
  'records what was signed for another log': {
    step: 'moved',
    reason: 'change-origin',
    serve: (world) =>
      moved(world, (log) => {
        const elsewhere = log.fork('other.example/log');
        const index = give(elsewhere);
        return [log.push(entryAt(elsewhere, index))];
      }),
  },
  'records what was signed for an older state of the agency': {
    step: 'moved',
    reason: 'change-stale',
    serve: (world) =>
      moved(world, (log) => {
        const before = log.copy();
        give(before);
        const { envelope, leaf } = entryAt(before, log.size);
        log.addKey('impots');
        return [log.append({ ...leaf, time: log.time }, { envelope })];
      }),
  },
  'judges a transfer by a state that the taker never had': {
    step: 'moved',
    reason: 'state',
    serve: (world) =>
      moved(world, (log) => {
        const own = log.copy();
        give(own);
        const { envelope, leaf } = entryAt(own, log.size);
        return [log.append({ ...leaf, state: SLIPPED.releaseDigest } as typeof leaf, { envelope })];
      }),
  },
  'moves a name by a key that was stolen': {
    step: 'moved',
    reason: 'signer-revoked',
    serve: (world) =>
      moved(world, (log) => {
        const [stolen] = signersOf(log, 'impots');
        const leaves = giveBy(log, 'impots', 'cnss');
        const next = log.addKey('impots');
        log.change('impots', { kind: 'key-revoke', key: stolen?.fingerprint ?? '', from: leaves[0] ?? 0 }, [next]);
        return leaves;
      }),
  },
  'leaves out a step of the way': {
    step: 'moved',
    reason: 'other-leaf',
    serve: (world) => moved(world, (log) => [give(log, OLD, 'attacker/tax'), give(log, 'attacker/tax', NEW)].slice(1)),
  },
  'leaves out the end of the way': {
    step: 'moved',
    reason: 'no-proof',
    serve: (world) =>
      moved(world, (log) => [give(log, OLD, 'attacker/tax'), give(log, 'attacker/tax', NEW)].slice(0, 1)),
  },
  'tells the steps of a way in another order': {
    step: 'moved',
    reason: 'order',
    serve: (world) => moved(world, (log) => [give(log, 'attacker/tax', NEW), give(log, OLD, 'attacker/tax')].reverse()),
  },
  'tells a step twice': {
    step: 'moved',
    reason: 'order',
    serve: (world) => moved(world, (log) => [give(log)].flatMap((leaf) => [leaf, leaf])),
  },
  'passes off a release under another name than the one that it went to': {
    step: 'moved',
    reason: 'no-proof',
    serve: (world) =>
      moved(world, (log) => [give(log)], {
        asked: { ...GIVEN, name: 'cnss/other' },
        to: NEW,
        change: (log, answers) => ({
          ...answers,
          releaseProof: (_, version, size) => log.releaseProof(OLD, version, size),
        }),
      }),
  },
  'passes off a release of another algorithm as one from before a move': {
    step: 'moved',
    reason: 'no-proof',
    serve: (world) =>
      moved(
        world,
        (log) => {
          publish(log, { ...FOREIGN, name: FOREIGN.publishedAs });
          return [give(log, FOREIGN.publishedAs, 'attacker/other')];
        },
        {
          asked: FOREIGN,
          from: FOREIGN.publishedAs,
          change: (log, answers) => ({
            ...answers,
            releaseProof: (_, version, size) => log.releaseProof(FOREIGN.publishedAs, version, size),
          }),
        },
      ),
  },
  'passes off what its agency published after it had given the algorithm away': {
    step: 'moved',
    reason: 'after',
    serve: (world) =>
      moved(
        world,
        (log) => {
          const leaves = [give(log)];
          publish(log, SLIPPED);
          return leaves;
        },
        { asked: { ...SLIPPED, name: NEW, publishedAs: OLD } },
      ),
  },
  'offers something else under a name that moved': {
    step: 'moved',
    reason: 'hidden',
    serve: (world) =>
      moved(
        world,
        (log) => {
          const leaves = [give(log)];
          publish(log, SLIPPED);
          return leaves;
        },
        { asked: SLIPPED },
      ),
  },
};

const entryAt = (log: SampleLog, index: number): SampleEntry => log.entries[index] as SampleEntry;

const textAt = (log: SampleLog, index: number): string => Buffer.from(entryAt(log, index).bytes).toString();

/** Lists what honest registries say of names. */
export const HONEST_MOVES: Readonly<Record<string, (world: EvilWorld) => ToldWorld>> = {
  'an algorithm was given away': (world) => moved(world, (log) => [give(log)]),
  'an algorithm went on twice': (world) =>
    moved(world, (log) => [give(log, OLD, 'attacker/tax'), give(log, 'attacker/tax', NEW)]),
  'the agency that took it was renamed': (world) =>
    moved(world, (log) => [give(log, OLD, 'attacker/tax'), log.transfer('attacker', 'caisse')], {
      asked: { ...GIVEN, name: 'caisse/tax' },
    }),
  'the agency was renamed, and gave it away after': (world) =>
    moved(world, (log) => [log.transfer('impots', 'dgi'), give(log, 'dgi/tax', NEW)]),
  'keys changed before and after': (world) =>
    moved(world, (log) => {
      log.addKey('impots');
      log.addKey('cnss');
      const leaves = [give(log)];
      log.addKey('impots');
      log.addKey('cnss');
      return leaves;
    }),
};
