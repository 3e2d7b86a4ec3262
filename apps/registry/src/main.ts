#!/usr/bin/env node
import { nodeComplaint, WRONG_NODE } from './guard.ts';

const complaint = nodeComplaint(process.versions.node);
if (complaint === undefined) {
  const { main } = await import('./command-table.ts');
  process.exitCode = await main(process.argv.slice(2));
} else {
  process.stderr.write(`${complaint}\n`);
  process.exitCode = WRONG_NODE;
}
