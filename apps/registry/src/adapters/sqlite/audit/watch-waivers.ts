import { canonicalJson, type JsonValue } from '@national-forge/transparency';

import type { Damage } from '../../../ports.ts';
import type { ReleaseDetail } from '../../../views/release-detail.ts';
import type { WaiverDetail } from '../../../views/waiver-detail.ts';
import type { LogFact } from '../project/projection.ts';

/** Compares what records of releases say of waivers with the leaves of waivers, leaf by leaf. */
export interface WaiverWatch {
  /** Takes the next leaf of the log. */
  next(fact: LogFact): void;
  /** Says that the log ends here. */
  end(): void;
}

/** Is the waiver that the record of a release names: its leaf comes next. */
interface Due {
  readonly index: number;
  readonly release: string;
  readonly waiver: string;
}

/**
 * Opens a watch: the leaf of a waiver directly follows that of its release, whose record names it (docs/spec/signing.md §6). Else an
 * operator could leave a waiver out of the log, and the record would show one that nobody signed; or log one that no record shows.
 * @param from index of the first leaf: what an earlier one named is not known
 */
export function watchWaivers(found: (damage: Damage) => void, from: number): WaiverWatch {
  // Undefined where it cannot be told: the record was erased by law, or lies before the first leaf.
  let due: Due | null | undefined = from === 0 ? null : undefined;
  const tell = (index: number, detail: string): void => found({ kind: 'leaf', place: `leaf ${index}`, detail });
  const end = (): void => {
    if (due) tell(due.index, 'its record names a waiver, and the leaf of none follows');
  };
  return {
    next({ leaf, index, detail }) {
      if (leaf.kind !== 'waiver') end();
      else if (due === null) tell(index, 'no record of a release before it names this waiver');
      else if (due && !isSame(due, `${leaf.name}@${leaf.version}`, detail as WaiverDetail))
        tell(index, `the record of leaf ${due.index} names another waiver`);
      due = leaf.kind === 'release' ? dueAfter(index, detail as ReleaseDetail | null) : null;
    },
    end,
  };
}

function dueAfter(index: number, detail: ReleaseDetail | null): Due | null | undefined {
  if (detail === null) return undefined;
  const { name, version, verdict } = detail;
  return verdict?.waiver ? { index, release: `${name}@${version}`, waiver: textOf(verdict.waiver) } : null;
}

const isSame = (due: Due, release: string, waiver: WaiverDetail): boolean =>
  due.release === release && due.waiver === textOf(waiver);

const textOf = ({ reason, waived }: Pick<WaiverDetail, 'reason' | 'waived'>): string =>
  canonicalJson({ reason, waived: waived.map(({ against, rule }): JsonValue => ({ against, rule })) });
