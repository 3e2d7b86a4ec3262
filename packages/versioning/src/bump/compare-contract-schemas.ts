import type { Comparison } from '../contract/compare-schemas.ts';
import type { InputMode, ModePair } from '../tolerant/compare-in-mode.ts';
import type { Change, ChangeRule } from './change.ts';
import type { VersionContent } from './content.ts';
import type { BumpLevel } from './level.ts';

/** Compares two versions of a schema, as `compareInMode` does. */
export type CompareSchemas = (pair: ModePair) => Promise<Comparison>;

/** Compares the schemas of two versions: what the old one took is taken, and what the new one gives was foreseen. */
export async function compareContractSchemas(
  old: VersionContent,
  newer: VersionContent,
  compare: CompareSchemas,
): Promise<readonly Change[]> {
  const [before, after] = [contractOf(old), contractOf(newer)];
  if (before === null && after === null) return [];
  if (after === null) return [{ rule: 'contract-lost', level: 'major', params: {} }];
  if (before === null) return [{ rule: 'contract-gained', level: 'minor', params: {} }];
  const modes = { old: modeOf(old), new: modeOf(newer) };
  const input = await compare({ old: before.input, new: after.input, role: 'input', modes });
  const output = await compare({ old: before.output, new: after.output, role: 'output' });
  return [...inputChanges(input), ...outputChanges(output)];
}

/** Schemas may be left lying where nothing is run any more: nobody can call by them. */
const contractOf = ({ manifest, schemas }: VersionContent): VersionContent['schemas'] =>
  manifest.runtime.engine === 'none' ? null : schemas;

const modeOf = ({ manifest }: VersionContent): InputMode => manifest.contract?.inputMode ?? 'strict';

const changed = (rule: ChangeRule, level: BumpLevel, comparison: Comparison): readonly Change[] => [
  { rule, level, comparison, params: {} },
];

/** Says what a comparison of inputs demands. What is compatible and not proved to be the same may be wider. */
function inputChanges(comparison: Comparison): readonly Change[] {
  if (comparison.verdict === 'breaking') return changed('input-narrowed', 'major', comparison);
  if (comparison.verdict === 'undecided') return changed('input-undecided', 'major', comparison);
  if (comparison.rule === 'equal') return [];
  if (comparison.relation === 'equivalent') return changed('input-equivalent', 'patch', comparison);
  // Only a tolerant input takes what it took and declares less.
  const dropped = changed('input-members-dropped', 'minor', comparison);
  if (comparison.relation === 'narrower') return dropped;
  const widened = changed('input-widened', 'minor', comparison);
  return comparison.relation === 'incomparable' ? [...widened, ...dropped] : widened;
}

function outputChanges(comparison: Comparison): readonly Change[] {
  if (comparison.verdict === 'breaking') return changed('output-widened', 'major', comparison);
  if (comparison.verdict === 'undecided') return changed('output-undecided', 'major', comparison);
  if (comparison.rule === 'equal') return [];
  if (comparison.relation === 'equivalent') return changed('output-equivalent', 'patch', comparison);
  return changed('output-narrowed', 'minor', comparison);
}
