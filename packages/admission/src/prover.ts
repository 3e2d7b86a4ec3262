// What the check worker loads for judging and comparing contracts: a file of its own in every build, since a prover or a validator
// is no single function that could be sent as text (worker/serve-checks.ts).
import { openAjv } from '@national-forge/manifest/validator';

export { findUndroppable } from '@national-forge/manifest/tolerant';
export { compareInMode } from '@national-forge/versioning';
export { openAjv };

/** Judges whether schemas are schemas, for all of them: its own schema costs thirty times what that of a contract does. */
export const schemaReader = openAjv({ verbose: true });
