// Run as a process of its own: proves and remembers what a registry shows, over and over, until it is killed.
import { openClient } from '../client.ts';
import { findAgency } from '../trust/known-log.ts';
import { openHead } from '../trust/head.ts';
import { openTrust } from '../trust/session.ts';
import { readKnownLog } from '../trust/trust-folder.ts';
import { WANTED } from './evil-world.ts';

const [registry = '', trust = '', cache = ''] = process.argv.slice(2);
const client = openClient({ registry });
for (;;) {
  const session = await openTrust({ trust, cache, client });
  await session.prove(WANTED);
  await session.remember();
  const known = await readKnownLog(trust, session.log.origin);
  if (known === undefined) throw new Error('what was remembered is not there');
  const { size } = openHead(known.checkpoint, session.log.verifier);
  const leaf = findAgency(known.agencies, 'impots')?.leaf ?? -1;
  if (size < session.log.newest.size) throw new Error(`went back to ${size}`);
  process.stdout.write(`${JSON.stringify({ size, leaf })}\n`);
}
