import type { CompareSchemas } from '@national-forge/versioning';

/**
 * Lends who compares schemas: away from the requests that are answered, and for few at a time.
 * Throws `ProblemError` `busy` when too many wait, and what `act` throws.
 */
export type Comparing = <T>(act: (compare: CompareSchemas) => Promise<T>) => Promise<T>;
