import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { plainEnvironment } from './environment.ts';
import { assertOk } from './operator.ts';
import { runProgram } from './run-program.ts';

// What an agency writes to use what it installed: plain Node, nothing of the forge but the index.
const SCRIPT = `
import { readFileSync } from 'node:fs';

const { modules } = JSON.parse(readFileSync('forge_modules/index.json', 'utf8'));
const at = (...parts) => new URL(['forge_modules', ...parts].join('/'), import.meta.url);

async function load(key) {
  const { path, entry, data = [], dependencies } = modules[key];
  const { default: algorithm } = await import(at(path, entry));
  const tables = Object.fromEntries(data.map((file) => [file, JSON.parse(readFileSync(at(path, file), 'utf8'))]));
  const used = {};
  for (const [name, place] of Object.entries(dependencies)) used[name] = await load(place);
  return (input) => algorithm(input, { data: tables, use: (name) => used[name] });
}

const key = Object.keys(modules).find((one) => modules[one].name === process.argv[2]);
const run = await load(key);
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, 'utf8')).map((input) => run(input))));
`;

/** Runs an installed algorithm of a project on inputs, with plain Node in a process of its own. */
export async function runModule(
  project: string,
  name: string,
  inputs: readonly unknown[],
): Promise<readonly unknown[]> {
  const script = join(project, 'use.mjs');
  writeFileSync(script, SCRIPT);
  const options = { cwd: project, env: plainEnvironment(project), input: JSON.stringify(inputs) };
  return JSON.parse(assertOk(await runProgram(script, [name], options)).stdout) as readonly unknown[];
}
