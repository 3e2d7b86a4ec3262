import type { Client } from '@national-forge/client';
import type { Service } from '@national-forge/api';

import type { Io } from '../io.ts';
import type { TextKey, TextParams } from '../texts/texts.ts';

/** Is what one check found. */
export interface Check {
  readonly check: Extract<TextKey, `doctor.check.${string}`>;
  readonly status: 'ok' | 'warn' | 'fail' | 'skip';
  readonly text: TextKey;
  readonly params: TextParams;
  /** Texts that are no entry of the tables, such as those of an error. */
  readonly message?: string;
}

/** Is what the checks look at. */
export interface Patient {
  readonly io: Io;
  readonly client: Client;
  readonly registry: string;
  /** Whether a token is set or stored. */
  readonly hasToken: boolean;
  /** What the registry says about itself; undefined when it does not answer. */
  readonly service: Service | undefined;
  /** Why it does not answer. */
  readonly silence?: unknown;
}
