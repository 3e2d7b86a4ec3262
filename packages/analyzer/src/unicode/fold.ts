import { COMPLEX, extendsAt, foldedUnit, isUpperUnit, kindOf, SIMPLE } from './code-units.ts';
import { foldCluster } from './fold-cluster.ts';

/** Is a folded text with the way back: for each of its code units, the piece of the original that it comes from. */
export interface Folded {
  readonly text: string;
  /** The UTF-16 offsets in the original at which the character of a code unit starts and ends. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** 1 where the original has an upper-case letter. */
  readonly uppers: Uint8Array;
}

/**
 * Folds a text for search: NFKC (UAX #15), lower case, digits of all scripts as 0 to 9, one apostrophe, one hyphen, without
 * bidi, zero-width and other unseen characters. Characters are folded one by one with their marks, so the folding of a piece
 * between two characters is the piece of the folding. Idempotent.
 *
 * ```ts
 * foldText('Ｌ’ﺿ٣').text; // "l'ض3"
 * ```
 */
export function foldText(text: string): Folded {
  const out = makeOutput(text.length + ROOM);
  for (let at = 0; at < text.length;) {
    const unit = text.charCodeAt(at);
    if (kindOf(unit) === SIMPLE && (at + 1 === text.length || !extendsAt(text, at + 1))) {
      if (out.length + ROOM > out.units.length) grow(out);
      out.units[out.length] = foldedUnit(unit);
      out.starts[out.length] = at;
      out.ends[out.length] = at + 1;
      out.uppers[out.length] = isUpperUnit(unit);
      out.length += 1;
      at += 1;
    } else {
      at = foldClusterAt(text, at, out);
    }
  }
  return { text: textOf(out), starts: out.starts, ends: out.ends, uppers: out.uppers };
}

// No cluster that is remembered folds to more; a longer one makes the room it needs.
const ROOM = 64;
const clusters = new Map<string, string>();
const MOST_CLUSTERS = 20_000;
const UNSEEN_AT_END = /\p{Default_Ignorable_Code_Point}+$/u;

/** Folds the cluster at a place, and gives the place after it. */
function foldClusterAt(text: string, at: number, out: Output): number {
  let end = at + characterLength(text, at);
  while (end < text.length && extendsAt(text, end)) end += characterLength(text, end);
  const cluster = text.slice(at, end);
  const folded = clusters.get(cluster) ?? learnCluster(cluster);
  const seenEnd = folded === '' ? end : at + cluster.replace(UNSEEN_AT_END, '').length;
  while (out.length + folded.length + ROOM > out.units.length) grow(out);
  const isUpper = isUpperUnit(text.charCodeAt(at));
  for (let index = 0; index < folded.length; index += 1) {
    out.units[out.length] = folded.charCodeAt(index);
    out.starts[out.length] = at;
    out.ends[out.length] = seenEnd;
    out.uppers[out.length] = isUpper;
    out.length += 1;
  }
  return end;
}

function learnCluster(cluster: string): string {
  const folded = foldCluster(cluster);
  if (clusters.size >= MOST_CLUSTERS) clusters.clear();
  if (cluster.length <= 8) clusters.set(cluster, folded);
  return folded;
}

function characterLength(text: string, at: number): number {
  return kindOf(text.charCodeAt(at)) === COMPLEX && (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
}

/** Collects folded code units in typed lists that grow, since a character may fold to several. */
interface Output {
  length: number;
  units: Uint16Array;
  starts: Uint32Array;
  ends: Uint32Array;
  uppers: Uint8Array;
}

/** The lists share one piece of memory: most texts are short, and making it costs more than filling it. */
function makeOutput(size: number): Output {
  const memory = new ArrayBuffer(size * 11);
  return {
    length: 0,
    starts: new Uint32Array(memory, 0, size),
    ends: new Uint32Array(memory, size * 4, size),
    units: new Uint16Array(memory, size * 8, size),
    uppers: new Uint8Array(memory, size * 10, size),
  };
}

function grow(out: Output): void {
  const larger = makeOutput(out.units.length * 2 + ROOM);
  larger.units.set(out.units);
  larger.starts.set(out.starts);
  larger.ends.set(out.ends);
  larger.uppers.set(out.uppers);
  Object.assign(out, { ...larger, length: out.length });
}

function textOf({ units, length }: Output): string {
  const chunks: string[] = [];
  for (let at = 0; at < length; at += 8192) {
    // A typed list is spread element by element; applied, it is copied at once.
    const chunk = units.subarray(at, Math.min(at + 8192, length)) as unknown as number[];
    chunks.push(String.fromCharCode.apply(undefined, chunk));
  }
  return chunks.join('');
}
