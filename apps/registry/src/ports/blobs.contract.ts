import type { Bed } from '../adapters/testing/bed.ts';
import { describeArchiveForms } from './archive-forms.contract.ts';
import { describeReading } from './blob-reading.contract.ts';
import { describeUploads } from './blob-uploads.contract.ts';

/** Proves that an adapter keeps the contract of blobs and of the archives read from them. */
export function describeBlobsContract(makeBed: () => Bed): void {
  describeUploads(makeBed);
  describeReading(makeBed);
  describeArchiveForms(makeBed);
}
