import { hash } from 'node:crypto';
import { join } from 'node:path';

/** Gives the places of a data folder in which bytes lie. */
export interface BlobLayout {
  readonly root: string;
  /** Folder of complete blobs, in 256 folders by the first two digits. */
  readonly blobs: string;
  /** Folder of unfinished uploads. */
  readonly uploads: string;
  /** Folder of other forms; may be emptied while no server runs. */
  readonly derived: string;
}

/** Gives the layout of a data folder. */
export function layoutOf(root: string): BlobLayout {
  return { root, blobs: join(root, 'blobs'), uploads: join(root, 'uploads'), derived: join(root, 'derived') };
}

const DIGEST = /^sha256:([0-9a-f]{64})$/;

/** Tells whether a text is a digest. */
export const isDigest = (text: string): boolean => DIGEST.test(text);

/** Gives the hexadecimal part of a digest; throws for anything else, so that no text becomes a path. */
function hexOf(digest: string): string {
  const hex = DIGEST.exec(digest)?.[1];
  if (hex === undefined) throw new TypeError('not a digest');
  return hex;
}

/** Gives the folder of a blob. */
export function shardOf(layout: BlobLayout, digest: string): string {
  return join(layout.blobs, hexOf(digest).slice(0, 2));
}

/** Gives the file of a complete blob. */
export function blobFile(layout: BlobLayout, digest: string): string {
  return join(shardOf(layout, digest), hexOf(digest));
}

/** Gives the file of another form of a blob. */
export function derivedFile(layout: BlobLayout, digest: string, form: string): string {
  return join(layout.derived, `${hexOf(digest)}.${form}`);
}

/** Gives the name of an upload without its ending; the token id is hashed, so that it cannot name a path. */
export function uploadStem(layout: BlobLayout, upload: { readonly tokenId: string; readonly digest: string }): string {
  const owner = hash('sha256', upload.tokenId).slice(0, 24);
  return join(layout.uploads, `${owner}-${hexOf(upload.digest)}`);
}
