/** Lets publishes of the same algorithm come one after the other; those of others do not wait for them. */
export interface Turns {
  /** Runs a task when all that was asked before under any of these names has ended. */
  run<T>(names: readonly string[], task: () => Promise<T>): Promise<T>;
}

/**
 * Makes turns by name. A request takes its place under all of its names at once, so that two never wait for each other.
 * Within one process they save judging twice; between processes the ledger refuses what was judged too early.
 */
export function createTurns(): Turns {
  const last = new Map<string, Promise<undefined>>();
  return {
    async run(names, task) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      const before = names.flatMap((name) => last.get(name) ?? []);
      for (const name of names) last.set(name, promise);
      await Promise.all(before);
      try {
        return await task();
      } finally {
        for (const name of names) if (last.get(name) === promise) last.delete(name);
        resolve(undefined);
      }
    },
  };
}
