import { open } from 'node:fs/promises';

/** Makes the names in a folder outlive a power cut; not every system can, and there this does nothing. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
