// The program of the thread that checks what may be hostile: a file of its own in every build, see worker/check-worker.ts.
import { parentPort } from 'node:worker_threads';

import { serveChecks } from './worker/serve-checks.ts';

if (parentPort === null) throw new Error('the checks work in a thread only');
serveChecks(parentPort);
