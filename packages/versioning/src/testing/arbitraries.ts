import fc from 'fast-check';

const FULL = process.env['NFORGE_TEST_SCALE'] === 'full';

/** Scales the number of runs of a property: as given by default, twenty times as many in a full run. */
export const runs = (small: number): { readonly numRuns: number } => ({ numRuns: FULL ? small * 20 : small });

const digits = (max: number) => fc.stringMatching(new RegExp(`^(0|[1-9][0-9]{0,${max - 1}})$`));

/** Makes versions that are likely to be near each other: small numbers, shared identifiers, long numbers. */
export function arbitraryVersion(options: { readonly exactInDoubles?: boolean } = {}): fc.Arbitrary<string> {
  const small = fc.integer({ min: 0, max: 3 }).map(String);
  const core = fc.oneof({ arbitrary: small, weight: 4 }, { arbitrary: digits(15), weight: 1 });
  const identifier = fc.oneof(
    fc.constantFrom('alpha', 'beta', 'rc', 'a', 'A', '-', '--', 'a-b', '0a', '1-', 'Z'),
    small,
    digits(options.exactInDoubles === true ? 15 : 40),
    fc.stringMatching(/^[0-9]{0,2}[a-zA-Z-][0-9a-zA-Z-]{0,3}$/),
  );
  return fc
    .tuple(core, core, core, fc.array(identifier, { maxLength: 4 }))
    .map(([major, minor, patch, list]) => `${major}.${minor}.${patch}${list.length === 0 ? '' : `-${list.join('.')}`}`);
}
