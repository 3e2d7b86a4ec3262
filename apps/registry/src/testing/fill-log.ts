import type { Deps } from '../usecases/deps.ts';
import { createAgency } from '../usecases/accounts/agencies.ts';

/** Appends leaves, one agency each: `a0`, `a1` … */
export async function fillLog(deps: Pick<Deps, 'ledger'>, count: number, prefix = 'a'): Promise<void> {
  const names = Array.from({ length: count }, (_, index) => `${prefix}${index}`);
  // No more at once than the ledger lets wait.
  for (let at = 0; at < count; at += 500) {
    await Promise.all(names.slice(at, at + 500).map((name) => createAgency(deps, { name, actor: 'operator' })));
  }
}
