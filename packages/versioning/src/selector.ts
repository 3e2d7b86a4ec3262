import { isChannelName } from '@national-forge/manifest';

import { VersioningError } from './error.ts';
import { parseRange, type ParsedRange } from './range.ts';
import { isExactVersion } from './semantic-version.ts';

/** Says what an asker wants of an algorithm; `text` is as it was written. */
export type Selector =
  | { readonly kind: 'exact'; readonly text: string; readonly version: string }
  | { readonly kind: 'range'; readonly text: string; readonly range: ParsedRange }
  | { readonly kind: 'channel'; readonly text: string };

/** Names the channel that is computed and never set by hand. */
export const LATEST = 'latest';

/**
 * Understands what follows the `@` of a reference: an exact version (`1.2.3` or `=1.2.3`), a range or a channel.
 * A text that is a range is never a channel: `x` means every version.
 *
 * @throws VersioningError `range-invalid`
 */
export function parseSelector(text: string): Selector {
  const bare = text.startsWith('=') ? text.slice(1).trim() : text;
  if (isExactVersion(bare)) return { kind: 'exact', text, version: bare };
  try {
    return { kind: 'range', text, range: parseRange(text) };
  } catch (error) {
    if (error instanceof VersioningError && isChannelName(text)) return { kind: 'channel', text };
    throw error;
  }
}
