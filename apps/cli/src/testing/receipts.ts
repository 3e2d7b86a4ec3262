import type { LogReceipt } from '@national-forge/api';
import { digestOf } from '@national-forge/transparency';

import { NAME } from './answers.ts';
import { startSampleLog, type TimelessLeaf } from './sample-log.ts';

/** Is the log that these receipts are from. */
export const receiptLog = startSampleLog();
receiptLog.openAgency('impots');

const said = { actor: 't1', detail: digestOf(Buffer.from('{}')) };

/** Gives the receipt of a change of status of `impots/income-tax@2.0.0`. */
export function statusReceipt(kind: 'yank' | 'unyank' | 'deprecate' | 'undeprecate', successor?: string): LogReceipt {
  const release = { name: NAME, version: '2.0.0', ...said };
  return receiptOf(kind === 'deprecate' ? { kind, ...release, successor: successor ?? null } : { kind, ...release });
}

/** Gives the receipt of a move of a channel of `impots/income-tax`; null removes it. */
export function channelReceipt(tag: string, version: string | null): LogReceipt {
  return receiptOf({ kind: 'channel', name: NAME, tag, version, ...said });
}

/** Gives the receipt of the agency `impots`. */
export function agencyReceipt(): LogReceipt {
  return receiptLog.receipt(1);
}

function receiptOf(leaf: TimelessLeaf): LogReceipt {
  return receiptLog.receipt(receiptLog.append(leaf));
}
