import type { LeafOf } from '@national-forge/transparency';

import type { Sql } from './sql.ts';

/**
 * Moves what stands in no log along with a name: tokens go on for the agency under its new name, submissions stay its own,
 * downloads are counted on. A token that is limited to algorithms follows one within its agency, and loses it when it goes
 * to another. Called in the transaction of the leaf; replaying a log into views does not call it.
 */
export function movePrivate(sql: Sql, { from, to }: LeafOf<'transfer'>): void {
  if (from.includes('/')) {
    const [agency = '', receiver] = [from, to].map((name) => name.slice(0, name.indexOf('/')));
    const isKept = agency === receiver;
    moveLimits(sql, agency, (name) => (name === from ? (isKept ? to : null) : name));
    sql.run('UPDATE download SET name = ? WHERE name = ?', to, from);
    return;
  }
  moveLimits(sql, from, (name) => (name.startsWith(`${from}/`) ? `${to}${name.slice(from.length)}` : name));
  sql.run('UPDATE token SET agency = ? WHERE agency = ?', to, from);
  sql.run('UPDATE submission SET agency = ? WHERE agency = ?', to, from);
  const text = 'UPDATE download SET name = ? || substr(name, ?) WHERE name > ? AND name < ?';
  sql.run(text, to, from.length + 1, `${from}/`, `${from}0`);
}

function moveLimits(sql: Sql, agency: string, move: (name: string) => string | null): void {
  const text = 'SELECT id, algorithms FROM token WHERE agency = ? AND algorithms IS NOT NULL';
  for (const { id, algorithms } of sql.all<{ id: string; algorithms: string }>(text, agency)) {
    const moved = (JSON.parse(algorithms) as readonly string[]).map(move).filter((name) => name !== null);
    // A limit to nothing is still a limit.
    sql.run('UPDATE token SET algorithms = ? WHERE id = ?', JSON.stringify(moved), id);
  }
}
