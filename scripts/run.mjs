// The one way in: `node scripts/run.mjs <verb> [arguments]`, which is what every `npm run` of the root calls.
// This file and scripts/run/ are read by whatever Node is on PATH (16 or newer) before anything is installed,
// hence plain JavaScript without dependencies; the verbs proper are TypeScript and run on the project's Node.
import { run } from './run/child.mjs';
import { environment } from './run/environment.mjs';
import { install } from './run/install.mjs';
import { locked } from './run/lock.mjs';
import { assertNodePossible, nodeFolder } from './run/node.mjs';
import { at } from './run/paths.mjs';
import { pnpmFolder } from './run/pnpm.mjs';
import { RunError, say } from './run/report.mjs';

const SOURCE = '--conditions=@national-forge/source';

/** What each verb starts, once pnpm, Node and the dependencies are there. `build` comes first where it is said so. */
const VERBS = {
  __proto__: null,
  start: { build: true, ownGroup: true, node: ['apps/registry/dist/main.js', 'start'] },
  dev: { ownGroup: true, node: ['--watch', SOURCE, 'apps/registry/src/main.ts', 'start'] },
  nforge: { build: true, callersFolder: true, node: ['apps/cli/dist/main.js'] },
  'nforge-registry': { build: true, callersFolder: true, node: ['apps/registry/dist/main.js'] },
  build: { build: true },
  check: { build: true, node: ['scripts/verbs/check.ts'] },
  test: { build: needsBuild, node: ['scripts/verbs/test.ts'] },
  generate: { build: true, node: ['scripts/verbs/generate.ts'] },
  bench: { build: true, node: ['bench/src/main.ts'] },
  lexicon: { node: [SOURCE, 'scripts/verbs/lexicon.ts'] },
  format: { node: ['node_modules/prettier/bin/prettier.cjs', '--write', '.'] },
  changeset: { node: ['node_modules/@changesets/cli/bin.js'] },
};

async function main([verb, ...args]) {
  const plan = VERBS[verb];
  if (!plan) throw new RunError(`Usage: node scripts/run.mjs <${Object.keys(VERBS).join(' | ')}> [arguments]`, 2);
  assertNodePossible();
  const build = typeof plan.build === 'function' ? plan.build(args) : plan.build;
  const env = await locked(() => prepare(build));
  if (!plan.node) return 0;
  const [program, ...fixed] = plan.node;
  const argv = program.startsWith('-') ? [program, ...fixed] : [at(program), ...fixed];
  const cwd = plan.callersFolder ? (process.env.INIT_CWD ?? process.cwd()) : at();
  const { code } = await run('node', [...argv, ...args], { env, cwd, ownGroup: plan.ownGroup ?? false });
  return code;
}

/** Tells whether a test run needs the built apps: the whole run does, one part only if it starts them. */
function needsBuild(args) {
  const part = args.find((arg) => !arg.startsWith('-'));
  return part === undefined || /^(scripts|bench|e2e)\b/.test(part);
}

/** Brings pnpm, installs and, for verbs that need it, builds; quick when all of it was done before. */
async function prepare(build) {
  const pnpm = await pnpmFolder();
  await install(environment({ pnpm }));
  const env = environment({ pnpm, node: nodeFolder() });
  if (!build) return env;
  say('Building …');
  const { code, output } = await run('turbo', ['run', 'build', '--output-logs=errors-only'], {
    env,
    quiet: true,
    shell: process.platform === 'win32',
  });
  if (code !== 0) throw new RunError(`The build failed:\n${output}`, code);
  return env;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error) => {
    say(error instanceof RunError ? error.message : (error?.stack ?? String(error)));
    process.exitCode = error instanceof RunError ? error.exitCode : 1;
  },
);
