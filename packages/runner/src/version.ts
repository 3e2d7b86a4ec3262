/**
 * Names this runner and its engines, as release records keep it. The first number grows with every change after which a
 * program may give another output; the others are those of what runs programs.
 */
export const RUNNER_VERSION = 'nforge-runner/1 quickjs/0.32.0';
