export { TRANSPARENCY_ERROR_CODES, TransparencyError, type TransparencyErrorCode } from './error.ts';

// The log: hash tree, tiles, signed notes, checkpoints, proof files (docs/spec/log.md).
export { completedNodes, type TreeNode } from './merkle/append.ts';
export { assertConsistency, type ConsistencyClaim, proveConsistency, type TreeHead } from './merkle/consistency.ts';
export { EMPTY_ROOT, HASH_LENGTH, hashChildren, hashLeaf } from './merkle/hash.ts';
export { assertInclusion, type InclusionClaim, proveInclusion, rootFromInclusion } from './merkle/inclusion.ts';
export { type HashReader, treeRoot } from './merkle/range.ts';
