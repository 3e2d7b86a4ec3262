import type { Json } from '../program.ts';
import { pointerOf } from '../sandbox.ts';

/** Is a value read from JSON, or the place and the reason for which it is refused. */
export type ReadJson =
  | { readonly ok: true; readonly value: Json }
  | { readonly ok: false; readonly pointer?: string; readonly message: string };

const DEEPEST = 500;

/**
 * Reads JSON that a program wrote, and refuses what parsers read differently or copy to their harm: numbers that no
 * double holds, half surrogate pairs, members named `__proto__`, nesting that would fill a stack.
 */
export function readJson(text: string): ReadJson {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, message: 'no JSON' };
  }
  const objection = objectionTo(value);
  return objection === undefined ? { ok: true, value: value as Json } : { ok: false, ...objection };
}

interface Node {
  readonly value: unknown;
  readonly key: string | number;
  readonly up: Node | undefined;
  readonly depth: number;
}

interface Objection {
  readonly pointer: string;
  readonly message: string;
}

/** Walks without recursion, since the depth is what an attacker chooses. */
function objectionTo(root: unknown): Objection | undefined {
  const waiting: Node[] = [{ value: root, key: '', up: undefined, depth: 0 }];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const message = messageOn(node);
    if (message !== undefined) return { pointer: node.depth > DEEPEST ? '' : pointerTo(node), message };
    const { value, depth } = node;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) {
      waiting.push({ value: inner, key, up: node, depth: depth + 1 });
    }
  }
  return undefined;
}

function messageOn({ value, key, depth }: Node): string | undefined {
  if (depth > DEEPEST) return `nested deeper than ${DEEPEST}`;
  if (key === '__proto__') return 'a member named __proto__';
  if (!String(key).isWellFormed()) return 'a name with half a surrogate pair';
  if (typeof value === 'number' && !Number.isFinite(value)) return 'a number too large for a double';
  if (typeof value === 'string' && !value.isWellFormed()) return 'a text with half a surrogate pair';
  return undefined;
}

function pointerTo(node: Node): string {
  const keys: (string | number)[] = [];
  for (let at: Node | undefined = node; at?.up !== undefined; at = at.up) keys.unshift(at.key);
  return pointerOf(keys);
}
