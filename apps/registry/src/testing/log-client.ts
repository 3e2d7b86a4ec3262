import {
  openCheckpoint,
  parseVerifierKey,
  tileOf,
  formatTilePath,
  type Checkpoint,
  type NoteVerifier,
} from '@national-forge/transparency';

/** Reads the log of a registry as an outsider does: over HTTP, believing nothing but the key. */
export interface LogClient {
  readonly verifier: NoteVerifier;
  /** Reads and verifies the newest checkpoint. */
  checkpoint(): Promise<Checkpoint>;
  /** Reads the tile that covers a place in the tree of that size. */
  tile(size: number, level: number | 'entries', index: number): Promise<Uint8Array>;
}

/** Opens the log of a registry, trusting the key it shows. */
export async function openLogClient(url: string): Promise<LogClient> {
  const { log } = (await (await fetch(`${url}/api/v1`)).json()) as { log: { key: string } };
  const verifier = parseVerifierKey(log.key);
  return {
    verifier,
    async checkpoint() {
      const response = await fetch(`${url}/log/checkpoint`);
      return openCheckpoint(await response.text(), verifier);
    },
    async tile(size, level, index) {
      const tile = tileOf(size, level, index);
      if (tile === undefined) throw new RangeError(`no tile ${level}/${index} in a tree of ${size}`);
      const response = await fetch(`${url}/log/tile/${formatTilePath(tile)}`);
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
      return new Uint8Array(await response.arrayBuffer());
    },
  };
}
