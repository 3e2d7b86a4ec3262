import { randomBytes } from 'node:crypto';

import type { Clock, Randomness } from '../ports.ts';

/** Is the clock of the machine. */
export const systemClock: Clock = { now: () => new Date() };

/** Is the randomness of the machine. */
export const systemRandom: Randomness = { bytes: (length) => randomBytes(length) };
