// Prints the closing line of a test run: `node scripts/run/summary.mjs <vitest's JSON report> <exit code of the run>`.
import { readFileSync } from 'node:fs';

import { closingLine } from './closing-line.mjs';

const [file, status] = process.argv.slice(2);
let report;
try {
  report = JSON.parse(readFileSync(file, 'utf8'));
} catch {
  report = undefined; // No report: the checks before the tests failed, or the run was ended.
}
console.log(closingLine(report, Number(status)));
