import type { Json } from '@national-forge/versioning';

import { showable } from '../finding.ts';

/** Longest value that is shown whole. */
const WHOLE = 120;

/** Says how much of what does not matter is shown: characters of a text, members of a list or an object. */
interface Detail {
  readonly characters: number;
  readonly members: number;
}

/** From much to next to nothing; what leads to the place that matters is always shown. */
const DETAILS: readonly [Detail, ...Detail[]] = [
  { characters: 40, members: 4 },
  { characters: 16, members: 1 },
  { characters: 8, members: 0 },
];

/**
 * Shows a value as JSON on one line. A long one is cut: what leads to the place that matters stays, of the rest a part, with `…` for
 * what was left out.
 *
 * @param at JSON Pointer (RFC 6901) of the place that matters
 * @example
 * showValue({ note: 'x'.repeat(500), dependants: 7 }, '/dependants'); // {"dependants":7,…}
 */
export function showValue(value: Json, at = ''): string {
  const whole = JSON.stringify(value);
  if (whole.length <= WHOLE) return showable(whole);
  const path = at
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
  const texts = DETAILS.map((detail) => abridge(value, path, detail));
  return showable(texts.find((text) => text.length <= WHOLE) ?? texts.at(-1) ?? '');
}

/** `path` leads on from here; undefined where it does not come by. */
function abridge(value: Json, path: readonly string[] | undefined, detail: Detail): string {
  if (typeof value === 'string') return abridgeText(value, detail.characters);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value as Readonly<Record<string, Json>>);
  const isOnPath = (name: string): boolean => path?.[0] === name;
  const others = parts.filter(([name]) => !isOnPath(name)).slice(0, detail.members);
  const kept = new Set(others.map(([name]) => name));
  const shown = parts.map(([name, member]): string => {
    if (!isOnPath(name) && !kept.has(name)) return '…';
    const text = abridge(member, isOnPath(name) ? path?.slice(1) : undefined, detail);
    return Array.isArray(value) ? text : `${abridgeText(name, DETAILS[0].characters)}:${text}`;
  });
  const runs = shown.filter((text, index) => text !== '…' || shown[index - 1] !== '…');
  return Array.isArray(value) ? `[${runs.join(',')}]` : `{${runs.join(',')}}`;
}

function abridgeText(text: string, characters: number): string {
  // By code points: half a character must not be shown.
  const points = Array.from(text);
  return JSON.stringify(points.length > characters ? `${points.slice(0, characters).join('')}…` : text);
}
