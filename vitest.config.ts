import { readdirSync } from 'node:fs';

import { defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

const folders = ['packages', 'apps'].flatMap((parent) => readdirSync(parent).map((name) => `${parent}/${name}`));

// Tests read the sources of the workspace packages, so no build comes before them (e2e builds for itself).
const resolve = { conditions: ['@national-forge/source', ...defaultServerConditions] };

// At full scale a property runs up to a thousand times as many examples.
const patience = process.env['NFORGE_TEST_SCALE'] === 'full' ? 30 : 1;

const project = (folder: string) => ({
  ssr: { resolve },
  test: {
    name: folder,
    include: [`${folder}/**/*.test.ts`],
    exclude: ['**/node_modules/**', '**/dist/**'],
    environment: 'node' as const,
    // Only what hangs is ended; between the built programs a machine with other work to do takes its time.
    testTimeout: patience * (folder === 'e2e' ? 240_000 : 30_000),
    hookTimeout: patience * (folder === 'e2e' ? 240_000 : 60_000),
  },
});

export default defineConfig({
  test: {
    projects: [...folders, 'scripts', 'examples', 'bench', 'e2e'].map(project),
    // Most of the time is spent waiting, for disks and other processes: two workers keep two cores busy.
    maxWorkers: 2,
    // No test leaves anything behind in its process, so that what they all import is read once: a fifth of the time.
    isolate: false,
    // A missing snapshot is a failure everywhere, as in CI; `npm run generate` writes them.
    update: 'none',
  },
});
