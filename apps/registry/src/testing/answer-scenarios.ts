import { accountScenarios } from './scenarios/accounts.ts';
import { lifecycleScenarios } from './scenarios/lifecycle.ts';
import { logScenarios } from './scenarios/log.ts';
import { keyScenarios } from './scenarios/keys.ts';
import { nameScenarios } from './scenarios/names.ts';
import { publishScenarios } from './scenarios/publishes.ts';
import { readScenarios } from './scenarios/reads.ts';
import { removalScenarios } from './scenarios/removals.ts';
import { returnScenarios } from './scenarios/returns.ts';
import { resolveScenarios } from './scenarios/resolving.ts';
import { uploadScenarios } from './scenarios/uploads.ts';
import type { Scenario } from './scenarios/scenario.ts';

/** Lists a way to every answer that is particular to an operation; in order: later ones change what earlier ones saw. */
export const answerScenarios: readonly Scenario[] = [
  ...readScenarios,
  ...uploadScenarios,
  ...publishScenarios,
  ...removalScenarios,
  ...lifecycleScenarios,
  ...returnScenarios,
  ...resolveScenarios,
  ...accountScenarios,
  ...logScenarios,
  ...keyScenarios,
  ...nameScenarios,
];
