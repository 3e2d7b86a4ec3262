/** An expected failure of the runner: its message is for people, its exit code for scripts. */
export class RunError extends Error {
  constructor(message, exitCode = 1, options = undefined) {
    super(message, options);
    this.name = 'RunError';
    this.exitCode = exitCode;
  }
}

/** Tells what is going on; on stderr, because the stdout of `npm run nforge` is data. */
export function say(message) {
  process.stderr.write(`${message}\n`);
}
