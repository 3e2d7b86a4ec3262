/** The oldest Node this program runs on. */
const OLDEST: readonly [number, number] = [24, 11];

/** The exit code for a wrong Node. */
export const WRONG_NODE = 78;

/**
 * Tells what to do when the Node at hand is too old; undefined when it is not. Imports nothing, so that an old Node can
 * read it before anything else is loaded.
 */
export function nodeComplaint(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) return undefined;
  const [needMajor, needMinor] = OLDEST;
  return `nforge-registry needs Node ${needMajor}.${needMinor} or newer; this is ${version}. Install it, or start through "npm start", which brings its own.`;
}
