import type { Manifest } from '@national-forge/manifest';

import { canonicalJson } from './canonical-json.ts';
import type { Change, ChangeRule } from './change.ts';
import { compareRuntimes } from './compare-runtimes.ts';
import { compareValidity } from './compare-validity.ts';
import type { BumpLevel } from './level.ts';

/** Compares what two manifests say of how an algorithm is run, to whom it applies and what it risks. */
export function compareManifests(old: Manifest, newer: Manifest): readonly Change[] {
  return [
    ...compareRuntimes(old, newer),
    ...compareValidity(old, newer),
    ...compareModes(old, newer),
    ...compareRisks(old, newer),
    ...compareKinds(old, newer),
    ...comparePersonalData(old, newer),
    ...compareValues('license-changed', 'minor', { old: old.license, new: newer.license }),
    ...compareDependencies(old, newer),
    ...compareTexts(old, newer),
  ];
}

function compareModes(old: Manifest, newer: Manifest): readonly Change[] {
  if (old.contract === undefined || newer.contract === undefined) return [];
  const [before, after] = [old.contract.inputMode ?? 'strict', newer.contract.inputMode ?? 'strict'];
  if (before === after) return [];
  return after === 'strict'
    ? [{ rule: 'input-strict', level: 'major', params: {} }]
    : [{ rule: 'input-tolerant', level: 'minor', params: {} }];
}

const RISKS: readonly Manifest['risk']['level'][] = ['minimal', 'limited', 'high', 'prohibited'];

function compareRisks({ risk: old }: Manifest, { risk: newer }: Manifest): readonly Change[] {
  const raised = RISKS.indexOf(newer.level) > RISKS.indexOf(old.level);
  const values = { old: old.level, new: newer.level };
  return raised ? compareValues('risk-raised', 'major', values) : compareValues('risk-lowered', 'minor', values);
}

const LEARNING: readonly Manifest['kind'][] = ['machine-learning', 'generative'];

/** A rule is resolved by date and bound by its period; whoever relies on what was learnt has duties of its own. */
function compareKinds({ kind: old }: Manifest, { kind: newer }: Manifest): readonly Change[] {
  const isGrave = (old === 'rule') !== (newer === 'rule') || (LEARNING.includes(newer) && !LEARNING.includes(old));
  return compareValues('kind-changed', isGrave ? 'major' : 'minor', { old, new: newer });
}

function comparePersonalData({ personalData: old }: Manifest, { personalData: newer }: Manifest): readonly Change[] {
  const more = [...(newer.categories ?? []), ...(newer.sensitive ?? [])].filter(
    (code) => ![...(old.categories ?? []), ...(old.sensitive ?? [])].includes(code),
  );
  const raised = (newer.processed && !old.processed) || more.length > 0;
  return raised
    ? [{ rule: 'personal-data-raised', level: 'minor', params: { codes: more.join(', ') || 'processed' } }]
    : [];
}

type Ranges = Readonly<Record<string, string>>;

/** What is called is part of how a result comes about, as the program is: the vectors say whether it is still the same. */
function compareDependencies({ dependencies: before }: Manifest, { dependencies: after }: Manifest): readonly Change[] {
  const [old, newer]: readonly [Ranges, Ranges] = [before ?? {}, after ?? {}];
  const names = [...new Set([...Object.keys(old), ...Object.keys(newer)])].sort();
  const differing = names.filter((name) => old[name] !== newer[name]);
  const told = differing.map((name) => `${name} ${old[name] ?? '–'} → ${newer[name] ?? '–'}`);
  return differing.length === 0
    ? []
    : [{ rule: 'dependencies-changed', level: 'patch', params: { changes: told.join(', ') } }];
}

/** Lists the fields that rules of their own speak of, and those that always differ. */
const JUDGED: ReadonlySet<string> = new Set<keyof Manifest>([
  ...(['schemaVersion', 'name', 'version', 'kind', 'runtime', 'contract', 'vectors', 'license'] as const),
  ...(['dependencies', 'validity'] as const),
]);

function compareTexts(old: Manifest, newer: Manifest): readonly Change[] {
  const fields = [...new Set([...Object.keys(old), ...Object.keys(newer)])].filter((field) => !JUDGED.has(field));
  const differing = fields.filter((field) => textOf(old, field) !== textOf(newer, field));
  return differing.length === 0
    ? []
    : [{ rule: 'texts-changed', level: 'patch', params: { fields: differing.join(', ') } }];
}

const textOf = (manifest: Manifest, field: string): string => canonicalJson(manifest[field as keyof Manifest] ?? null);

function compareValues(
  rule: ChangeRule,
  level: BumpLevel,
  values: { readonly old: string; readonly new: string },
): readonly Change[] {
  return values.old === values.new ? [] : [{ rule, level, params: values }];
}
