import { createServer } from 'node:net';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { createPerson, type Person } from './harness/nforge.ts';
import { sha256 } from './harness/offer.ts';
import { assertOk, createAgency, createToken } from './harness/operator.ts';
import { cliPackage } from './harness/paths.ts';
import { startRegistry, type RegistryProcess } from './harness/registry-process.ts';
import { writeRelease } from './harness/release-folder.ts';
import { runExecutable, type Outcome } from './harness/run-program.ts';
import { openWorkshop } from './harness/workshop.ts';

const workshop = openWorkshop();
const home = workshop.folder('home');
const prefix = workshop.folder('prefix');
const bin = workshop.folder('bin');
const fileName = cliPackage().split('/').at(-1) ?? '';
let registry: RegistryProcess;
let token: string;

// In two halves, so that this file itself holds no key.
const KEY = 'PRIVATE KEY-----';
const plantedKey = ['-----BEGIN RSA ', KEY, '\n', 'MIIEow'.repeat(40), '\n-----END RSA ', KEY, '\n'].join('');

/** Finds npm's own program beside a Node on PATH: the tests' Node may have come without it. */
function npmProgram(): string | undefined {
  const links = (process.env['PATH'] ?? '').split(':').map((place) => join(place, 'npm'));
  const found = links.filter((link) => existsSync(link)).map((link) => realpathSync(link));
  return found.find((path) => path.endsWith('npm-cli.js'));
}

const npm = npmProgram();
if (npm === undefined) console.info('the command line outside the repository: skipped, no npm on PATH');

/** Runs npm with an empty home and nothing on PATH but Node and npm; its registry is a port where nobody listens. */
async function runNpm(...words: readonly string[]): Promise<Outcome> {
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as { port: number };
  closed.close();
  const env = {
    HOME: home,
    PATH: bin,
    npm_config_registry: `http://127.0.0.1:${String(port)}/`,
    npm_config_prefix: prefix,
  };
  return runExecutable(process.execPath, [npm ?? '', ...words], { cwd: home, env });
}

beforeAll(async () => {
  const dataDir = workshop.folder('data');
  await createAgency(dataDir, 'essai');
  token = await createToken(dataDir, 'essai', 'owner,publish');
  // The package as the operator hands it to the server: a copy, so that nothing leads back to the repository.
  const copy = join(workshop.folder('copy'), fileName);
  cpSync(cliPackage(), copy);
  registry = await startRegistry(workshop, { dataDir, args: ['--cli-package', copy] });
  symlinkSync(process.execPath, join(bin, 'node'));
});

async function download(): Promise<string> {
  const answer = await fetch(`${registry.url}/dist/${fileName}`);
  expect(answer.status).toBe(200);
  const bytes = await answer.bytes();
  const digest = /^sha-256=:(.+):$/.exec(answer.headers.get('repr-digest') ?? '')?.[1] ?? '';
  expect(Buffer.from(digest, 'base64').toString('hex')).toBe(sha256(bytes));
  const file = join(home, fileName);
  writeFileSync(file, bytes);
  return file;
}

/** The person who has only what npm installed. */
function installedPerson(): Person {
  const program = join(prefix, 'lib/node_modules/nforge/dist/main.js');
  return createPerson(workshop, { registry: registry.url, token, program, env: { PATH: bin } });
}

describe.skipIf(npm === undefined)('the command line outside the repository', () => {
  it('installs from the registry by plain npm, without any other registry', async () => {
    const file = await download();

    const installed = await runNpm('install', '--global', '--offline', '--no-audit', '--no-fund', file);

    expect(installed.stderr + installed.stdout).not.toMatch(/npm error/i);
    expect(installed.code).toBe(0);
    const command = await runExecutable(join(prefix, 'bin/nforge'), ['version', '--json'], {
      cwd: home,
      env: { HOME: home, PATH: bin },
    });
    expect(JSON.parse(assertOk(command).stdout)).toMatchObject({ nforge: expect.stringMatching(/^\d/) as string });
  });

  it('installs by its address too, as the page says', async () => {
    const address = `${registry.url}/dist/${fileName}`;
    const { code, stderr } = await runNpm(
      'install',
      '--global',
      '--no-audit',
      '--no-fund',
      '--prefix',
      workshop.folder('p'),
      address,
    );
    expect(stderr).not.toMatch(/npm error/i);
    expect(code).toBe(0);
  });

  it('publishes, installs and verifies without the repository', async () => {
    const person = installedPerson();
    const release = writeRelease(workshop.folder('release'), { name: 'essai/doubler', version: '1.0.0', runs: true });
    const project = workshop.folder('project');

    assertOk(await person.nforge(release, 'validate'));
    assertOk(await person.nforge(release, 'key', 'create', '--algorithm', 'ed25519'));
    assertOk(await person.nforge(release, 'key', 'register', '--agency', 'essai'));
    assertOk(await person.nforge(release, 'publish'));
    assertOk(await person.nforge(project, 'add', 'essai/doubler'));
    assertOk(await person.nforge(project, 'verify'));
    const proof = join(project, 'doubler.tlog-proof');
    assertOk(await person.nforge(project, 'log', 'prove', 'essai/doubler@1.0.0', '--out', proof));
    const { stderr } = assertOk(await person.nforge(project, 'verify', release, '--proof', proof, '--offline'));
    expect(stderr.match(/^ok /gm)?.length).toBeGreaterThanOrEqual(7);

    const installed = join(project, 'forge_modules/essai/doubler/algorithm.js');
    expect(readFileSync(installed, 'utf8')).toBe(readFileSync(join(release, 'algorithm.js'), 'utf8'));
  });

  it('finds what may not be published as the one in the repository does', async () => {
    const person = installedPerson();
    const release = writeRelease(workshop.folder('release'), {
      runs: true,
      name: 'essai/leaky',
      version: '1.0.0',
      files: {
        'deploy.txt': plantedKey,
      },
    });

    const { code, stdout, stderr } = await person.nforge(release, 'validate');

    expect(code).toBe(5);
    expect(stdout + stderr).toContain('deploy.txt');
  });
});
