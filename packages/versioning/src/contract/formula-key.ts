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
  const keyOfAtom = (atom: Atom): string => named(atom, writeAtom);
  const writeFormula = (formula: Formula): string => {
    switch (formula.op) {
      case 'all':
      case 'any':
        step(formula.of.length / PARTS_A_STEP);
        return `${formula.op} ${[...new Set(formula.of.map(keyOf))].sort().join()}`;
      case 'atom':
        return `atom ${String(formula.others)} ${keyOfAtom(formula.atom)}`;
      case 'type':
      case 'in':
      case 'out':
      case 'ref':
        return JSON.stringify(formula);
    }
  };
  const writeAtom = (atom: Atom): string => {
    const parts = Object.entries(atom).map(([name, value]: readonly [string, unknown]) => {
      if (name === 'item' || name === 'names' || name === 'member') return keyOf(value as Formula);
      return JSON.stringify(value, (_, one: unknown) =>
        typeof one === 'bigint' ? one.toString() : one === Infinity ? 'inf' : one,
      );
    });
    return parts.join(' ');
  };
  return { keyOf, keyOfAtom };
}
