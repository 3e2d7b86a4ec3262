/** Is what a registry says about the end of a release. */
export interface Deprecation {
  readonly successor: string | null;
  /** The name that the successor has now, where it moved since that was said. */
  readonly successorMovedTo?: string | undefined;
}

/** Gives the algorithm that takes the place of a deprecated one by the name that it has now, as the registry says. */
export function successorOf({ successor, successorMovedTo }: Deprecation): string | undefined {
  return successorMovedTo ?? successor ?? undefined;
}
