/** Runs work at once and gives its result, or what it throws, as a promise: a port is asynchronous at its face. */
export function settle<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work());
  });
}
