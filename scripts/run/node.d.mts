/** Tells whether a version such as `v24.21.0` is one the project runs on. */
export function isSuitable(version: string): boolean;

/** Refuses, with exit code 78, a Node that is too old where none will be brought. */
export function assertNodePossible(platform?: string, arch?: string, version?: string): void;
