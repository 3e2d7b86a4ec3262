import type { Locale } from '@national-forge/manifest';
import type { RunFault, VectorFailure } from '@national-forge/runner';

import { EXIT, type ExitCode } from '../io.ts';
import { text } from '../texts/texts.ts';

/** Is what the texts need of a fault of a run, or of a vector that failed. */
export interface Fault {
  readonly code: RunFault['code'] | VectorFailure['code'];
  readonly message: string;
  readonly pointer?: string;
  readonly program?: string;
}

/** Says in one sentence why a run gave no output, or not the expected one. */
export function describeFault({ code, message, pointer, program }: Fault, locale: Locale): string {
  const place = pointer === undefined || pointer === '' ? text(locale, 'fault.top') : pointer;
  const words = text(locale, `fault.${code}`, { message, place });
  return program === undefined
    ? words
    : text(locale, 'fault.in', { program, fault: words.replace(/[\u2068\u2069]/g, '') });
}

/** Gives the exit code of a fault: 2 where the input is to blame, 1 else. */
export function exitOfFault({ code, program }: Pick<Fault, 'code' | 'program'>): ExitCode {
  const isInput = (code === 'input-invalid' || code === 'input-not-json') && program === undefined;
  return isInput ? EXIT.usage : EXIT.failure;
}
