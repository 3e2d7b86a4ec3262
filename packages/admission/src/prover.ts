// What the check worker loads for comparing contracts: a file of its own in every build, since a prover is no single function
// that could be sent as text (worker/serve-checks.ts).
export { findUndroppable } from '@national-forge/manifest/tolerant';
export { compareInMode } from '@national-forge/versioning';
