import type { Clock } from '../../ports.ts';
import { findBlobRow } from './blobs.ts';
import { derivedBytes, findDerived, listLeastUsed, putDerived, removeDerived, touchDerived } from './derived-forms.ts';
import type { DerivedRow } from './derived-forms.ts';
import type { GroupCommit } from './group-commit.ts';
import type { Sql } from './sql.ts';

/** Is another form of a blob. */
interface FormRow {
  readonly source: string;
  readonly form: string;
  readonly digest: string;
  readonly size: number;
  readonly chunks: Buffer;
  readonly usedAt: number;
}

/** Makes the bookkeeping of other forms of blobs. */
export function formRows(sql: Sql, group: GroupCommit, clock: Clock) {
  return {
    findForm(source: string, form: string): FormRow | undefined {
      const row = findDerived(sql, source, form);
      return row && formOf(row);
    },
    putForm: ({ usedAt, ...row }: FormRow, remove: () => void) =>
      group.submit(() => {
        const isThere = findBlobRow(sql, row.source) !== undefined;
        if (isThere) putDerived(sql, { ...row, used_at: usedAt });
        else remove();
        return isThere;
      }),
    touchForm: (row: FormRow) => group.submit(() => touchDerived(sql, row, clock.now())),
    removeForm: (row: Pick<FormRow, 'source' | 'form'>) => group.submit(() => removeDerived(sql, row)),
    trimForms: (limit: number, remove: (row: FormRow) => void) => group.submit(() => trim(sql, limit, remove)),
  };
}

function trim(sql: Sql, limit: number, remove: (row: FormRow) => void): void {
  let bytes = derivedBytes(sql);
  while (bytes > limit) {
    const [row] = listLeastUsed(sql, 1);
    if (row === undefined) return;
    removeDerived(sql, row);
    remove(formOf(row));
    bytes -= row.size;
  }
}

/** Maps a row to a form. */
export const formOf = ({ used_at, ...row }: DerivedRow): FormRow => ({ ...row, usedAt: used_at });
