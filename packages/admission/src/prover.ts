// What the check worker loads for judging and comparing contracts: a file of its own in every build, since a prover or a validator
// is no single function that could be sent as text (worker/serve-checks.ts).
export { findUndroppable } from '@national-forge/manifest/tolerant';
export { findSchemaErrors, openAjv } from '@national-forge/manifest/validator';
export { compareInMode } from '@national-forge/versioning/prover';
