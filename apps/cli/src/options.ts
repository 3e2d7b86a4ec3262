import { resolve } from 'node:path';

import type { Arguments } from './command.ts';
import type { Io } from './io.ts';
import { UsageError } from './usage-error.ts';

/** Gives the value of an option that may be left out. */
export function optionalString(args: Arguments, name: string): string | undefined {
  const value = args.options[name];
  return typeof value === 'string' ? value : undefined;
}

/** Gives the value of an option that must be given. */
export function requiredString(args: Arguments, name: string): string {
  const value = optionalString(args, name);
  if (value === undefined || value.trim() === '') throw new UsageError('usage.missingOption', { option: `--${name}` });
  return value;
}

/** Gives the reason of a change where it may be left out. */
export function optionalReason(args: Arguments): string | undefined {
  return optionalString(args, 'reason') === undefined ? undefined : reasonOf(args);
}

/** Gives the reason of a change; a registry takes none shorter than three characters. */
export function reasonOf(args: Arguments): string {
  const reason = requiredString(args, 'reason').trim();
  if (reason.length < 3) throw new UsageError('usage.reason', { value: reason });
  return reason;
}

// What a terminal obeys, what ends a line, and what makes a text read otherwise than it is signed (CVE-2021-42574).
const UNSHOWABLE = /[\p{Cc}\u2028-\u202e\u2066-\u2069]/u;

/** Gives the reason of a waiver, which is signed and shown to everyone. */
export function waiveOption(args: Arguments): string | undefined {
  const reason = optionalString(args, 'waive')?.trim();
  if (reason === undefined) return undefined;
  if (reason.length < 3 || reason.length > 500 || UNSHOWABLE.test(reason)) throw new UsageError('bump.waiveReason');
  return reason;
}

/** Gives the civil date of `--at`. */
export function dateOption(args: Arguments): string | undefined {
  const date = optionalString(args, 'at');
  if (date !== undefined && !/^\d{4}-\d\d-\d\d$/.test(date)) throw new UsageError('usage.date', { value: date });
  return date;
}

/** Gives all values of an option that may be repeated, as they were written. */
export function texts(args: Arguments, name: string): readonly string[] {
  return [args.options[name] ?? []].flat().map(String);
}

/** Gives all values of an option that may be repeated; a value may hold several, divided by commas. */
export function strings(args: Arguments, name: string): readonly string[] {
  return texts(args, name)
    .flatMap((one) => one.split(','))
    .map((one) => one.trim())
    .filter((one) => one !== '');
}

/** Tells whether a switch was given. */
export function wants(args: Arguments, name: string): boolean {
  return args.options[name] === true;
}

/** Gives a whole number from an option. */
export function optionalCount(args: Arguments, name: string): number | undefined {
  const value = optionalString(args, name);
  if (value === undefined) return undefined;
  if (!/^[1-9]\d{0,5}$/.test(value)) throw new UsageError('usage.number', { option: `--${name}`, value });
  return Number(value);
}

/** Gives a positional argument that the table promises. */
export function positional(args: Arguments, index: number): string {
  return args.positionals[index] ?? '';
}

/** Gives the whole path of a folder or file that a person named. */
export function folderPath(io: Pick<Io, 'cwd'>, named: string): string {
  return resolve(io.cwd, named);
}

/** Gives a place in the log from an option: a whole number from 0. */
export function optionalIndex(args: Arguments, name: string): number | undefined {
  const value = optionalString(args, name);
  if (value === undefined) return undefined;
  if (!/^(0|[1-9]\d{0,14})$/.test(value)) throw new UsageError('usage.index', { option: `--${name}`, value });
  return Number(value);
}

/** Gives a number of days from `--expires`: `90` or `90d`. */
export function optionalDays(args: Arguments): number | undefined {
  const value = optionalString(args, 'expires');
  if (value === undefined) return undefined;
  const days = /^(\d{1,3})d?$/.exec(value)?.[1];
  if (days === undefined || Number(days) < 1 || Number(days) > 366) throw new UsageError('token.expires', { value });
  return Number(days);
}
