import type { Atom, Formula } from './formula.ts';
import type { Step } from './step.ts';

/** Gives short names: two formulas that are written alike have the same one, whatever the order of their parts. */
export interface Keys {
  readonly keyOf: (formula: Formula) => string;
  readonly keyOfAtom: (atom: Atom) => string;
}

/** How many letters of a name are written in the time of a step. */
const LETTERS_A_STEP = 2_000;
/** How many names of parts are sorted in it. */
const PARTS_A_STEP = 160;

/** Lists the parts of an atom that are formulas. */
const FORMULAS: ReadonlySet<string> = new Set(['item', 'names', 'member']);

const asText = (_: string, one: unknown): unknown =>
  typeof one === 'bigint' ? one.toString() : one === Infinity ? 'inf' : one;

/** Makes what gives names to formulas. */
export function createKeys(step: Step): Keys {
  const names = new WeakMap<Formula | Atom, string>();
  const numbers = new Map<string, string>();
  const named = <T extends Formula | Atom>(one: T, write: (one: T) => string): string => {
    const known = names.get(one);
    if (known !== undefined) return known;
    const text = write(one);
    step(text.length / LETTERS_A_STEP);
    const name = numbers.get(text) ?? `#${String(numbers.size)}`;
    numbers.set(text, name);
    names.set(one, name);
    return name;
  };
  const keyOf = (formula: Formula): string => named(formula, writeFormula);
  const writeFormula = (formula: Formula): string => {
    switch (formula.op) {
      case 'all':
      case 'any':
        return `${formula.op} ${inOrder(formula.of)}`;
      case 'atom':
        return `atom ${String(formula.others)} ${named(formula.atom, writeAtom)}`;
      case 'type':
      case 'in':
      case 'out':
      case 'ref':
        return JSON.stringify(formula);
    }
  };
  const inOrder = (parts: readonly Formula[]): string => {
    step(parts.length / PARTS_A_STEP);
    return [...new Set(parts.map(keyOf))].sort().join();
  };
  const writeAtom = (atom: Atom): string =>
    Object.entries(atom)
      .map(([name, value]: readonly [string, unknown]) =>
        FORMULAS.has(name) ? keyOf(value as Formula) : JSON.stringify(value, asText),
      )
      .join(' ');
  return { keyOf, keyOfAtom: (atom) => named(atom, writeAtom) };
}
