/** Bounds what an archive may cost its reader. Bytes are bytes, counts are counts; every bound is inclusive. */
export interface ArchiveLimits {
  /** Compressed bytes. */
  readonly archiveBytes: number;
  /** Bytes after decompression, tar headers and padding included. */
  readonly unpackedBytes: number;
  /** Bytes of one file. */
  readonly fileBytes: number;
  /** Files and folders together. */
  readonly entries: number;
  /** UTF-8 bytes of a whole path. */
  readonly pathBytes: number;
  /** UTF-8 bytes of one segment of a path. */
  readonly segmentBytes: number;
  /** Segments of a path. */
  readonly depth: number;
  /** Unpacked bytes per compressed byte, once more than `ratioFloorBytes` are unpacked. */
  readonly ratio: number;
  /** Unpacked bytes below which the ratio is not looked at: a small file of zeros is no bomb. */
  readonly ratioFloorBytes: number;
  /** Bytes of all files that `keep` holds in memory. */
  readonly keptBytes: number;
}

const MiB = 1024 * 1024;

/**
 * Bounds an archive when the caller says nothing. Paths stay under 240 bytes so that Windows' 260 characters suffice for
 * most places where they are installed.
 */
export const DEFAULT_LIMITS: ArchiveLimits = Object.freeze({
  archiveBytes: 1024 * MiB,
  unpackedBytes: 4096 * MiB,
  fileBytes: 2048 * MiB,
  entries: 20_000,
  pathBytes: 240,
  segmentBytes: 120,
  depth: 20,
  ratio: 200,
  ratioFloorBytes: 16 * MiB,
  keptBytes: 64 * MiB,
});

/** Completes limits with the defaults; a member that is undefined counts as not given. */
export function withDefaults(limits: Partial<ArchiveLimits> | undefined): ArchiveLimits {
  const given = Object.entries(limits ?? {}).filter(([, value]) => (value as number | undefined) !== undefined);
  return { ...DEFAULT_LIMITS, ...(Object.fromEntries(given) as Partial<ArchiveLimits>) };
}
