import { createLogKey, formatLeaf, type LogSigner } from '@national-forge/transparency';

import type { Attack, EvilWorld } from './evil-world.ts';
import { trueAnswers } from './log-routes.ts';
import type { SampleEntry, SampleLog } from './sample-log.ts';

interface Replay {
  readonly log: SampleLog;
  readonly other: LogSigner;
  /** The leaf whose change the agency signed for the other log. */
  readonly index: number;
}

/** Records in a log what an agency signed for another one; `before` puts something in front of it. */
function replayed({ full }: EvilWorld, before: (log: SampleLog, other: LogSigner) => void = () => undefined): Replay {
  const log = full.copy();
  const other = createLogKey('other.example/log').signer;
  before(log, other);
  const elsewhere = log.copy(log.entries, other);
  elsewhere.addKey('impots');
  const index = log.push(elsewhere.entries[log.size] as SampleEntry);
  return { log, other, index };
}

/** Claims that the log had the name of the other log for a while. */
const claimed = ({ log, other }: Replay, [there, back]: readonly [number, number]) => ({
  logKeys: () => ({
    origin: log.origin,
    keys: [
      { key: log.signer.verifierKey, from: 0 },
      { key: other.verifierKey, from: there },
      { key: log.signer.verifierKey, from: back },
    ],
  }),
});

const forkLeaf = (log: SampleLog, from: string, to: LogSigner) =>
  ({
    kind: 'fork',
    time: log.time,
    origin: to.name,
    key: to.verifierKey,
    fromOrigin: from,
    fromSize: log.size,
    fromRoot: Buffer.alloc(32).toString('base64'),
  }) as const;

/** Only who does not know the agency yet asks for all of its past, and thereby for the names of the log. */
const MEETING = { step: 'origin', to: 5 } as const;

/** Lists the attacks with names that the log is said to have had. */
export const FORK_ATTACKS: Readonly<Record<string, Attack>> = {
  'invents a fork where the log holds something else': {
    ...MEETING,
    serve: (world) => {
      const replay = replayed(world);
      replay.log.pad();
      return { ...trueAnswers(replay.log), ...claimed(replay, [replay.index, replay.index + 1]) };
    },
  },
  'invents a fork beyond the end of the log': {
    ...MEETING,
    serve: (world) => {
      const replay = replayed(world);
      return { ...trueAnswers(replay.log), ...claimed(replay, [replay.index, replay.index + 9]) };
    },
  },
  'invents a fork and the leaf of it': {
    ...MEETING,
    serve: (world) => {
      const replay = replayed(world);
      const { log, other, index } = replay;
      log.pad();
      const honest = trueAnswers(log);
      const leaf = Buffer.from(formatLeaf(forkLeaf(log, log.origin, other))).toString();
      const inclusion = (at: number, size: number) => ({ ...honest.inclusion(at, size), ...(at >= index && { leaf }) });
      return { ...honest, ...claimed(replay, [index, index + 1]), inclusion };
    },
  },
  'forks to the name of another log and back': {
    ...MEETING,
    serve: (world) => {
      const replay = replayed(world, (log, other) => void log.append(forkLeaf(log, log.origin, other)));
      const { log, other, index } = replay;
      const back = log.append(forkLeaf(log, other.name, log.signer));
      return { ...trueAnswers(log), ...claimed(replay, [index - 1, back]) };
    },
  },
  'records a fork from a log that it never was': {
    ...MEETING,
    serve: (world) => {
      const replay = replayed(world, (log, other) => void log.append(forkLeaf(log, 'third.example/log', other)));
      const { log, other, index } = replay;
      const back = log.append(forkLeaf(log, other.name, log.signer));
      return { ...trueAnswers(log), ...claimed(replay, [index - 1, back]) };
    },
  },
  'says nothing of a fork, and shows what was signed for another log': {
    step: 'agency-state',
    serve: (world) => trueAnswers(replayed(world).log),
  },
};
