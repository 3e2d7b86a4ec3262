import { StoreError, type LogStatus, type SourceStanding } from '../../ports.ts';

/** Says what a copy of a log can know of what was signed after it, by whether it takes writes. */
export const STANDINGS: Readonly<Record<LogStatus, SourceStanding>> = {
  open: 'live',
  'log-key-missing': 'snapshot',
  'log-behind': 'behind',
  'log-diverged': 'diverged',
};

/** Writes the file `standing.json` of an exported log, one JSON object: `{"standing":"live"}`. */
export const formatStanding = (standing: SourceStanding): string => `${JSON.stringify({ standing })}\n`;

/**
 * Reads what `formatStanding` wrote. An export of a copy that took writes shows one moment of it; so does one that says nothing.
 * @throws StoreError `source-damaged`
 */
export function parseStanding(text: string | undefined, place: string): SourceStanding {
  if (text === undefined) return 'snapshot';
  const standing = memberOf(text, place, 'standing');
  return standing === 'behind' || standing === 'diverged' ? standing : 'snapshot';
}

/**
 * Reads from what a registry says of itself (`GET /api/v1`) whether it takes writes. One that does not say it is taken for a
 * mirror.
 * @throws StoreError `source-damaged`
 */
export function standingOfService(text: string | undefined, place: string): SourceStanding {
  if (text === undefined) return 'snapshot';
  const log = memberOf(text, place, 'log');
  const writes = typeof log === 'object' && log !== null && 'writes' in log ? log.writes : undefined;
  if (writes === 'on') return STANDINGS.open;
  return writes === 'log-behind' || writes === 'log-diverged' ? STANDINGS[writes] : 'snapshot';
}

function memberOf(text: string, place: string, name: string): unknown {
  try {
    return (JSON.parse(text) as Readonly<Record<string, unknown>> | null)?.[name];
  } catch (error) {
    throw new StoreError('source-damaged', `${place} cannot be read`, { cause: error });
  }
}
