import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import type { AgencyKeys } from '@national-forge/api';
import { openSigningKey, parseState } from '@national-forge/transparency';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { keyAdd, testKey } from '../adapters/testing/keys.ts';
import { changeBody } from '../testing/agency-changes.ts';
import { beginRegistry, runRegistry } from '../testing/run-registry.ts';
import { publishSamples, releaseRequestOf, uploadSample } from '../testing/publish-sample.ts';
import { packSample, sampleFiles } from '../testing/sample-release.ts';
import { startTestRegistry } from '../testing/start-test-registry.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nforge-keys-'));
});
afterEach(() => rm(folder, { recursive: true }));

const data = () => join(folder, 'data');

describe('start', () => {
  it('makes a key for each agency of the examples, readable by its owner alone, with which one can publish on', async () => {
    for (const [path, content] of Object.entries(sampleFiles({ name: 'essais/double' }))) {
      await mkdir(dirname(join(folder, 'examples', path)), { recursive: true });
      await writeFile(join(folder, 'examples', path), content);
    }
    const args = ['start', '--demo', join(folder, 'examples'), '--port', '0', '--data', data()];

    const running = beginRegistry(args);
    const [, key = ''] = await running.line(/Log key: +(\S+)/);
    const [, url = ''] = await running.line(/Registry: +(\S+)/);
    const file = join(data(), 'demo-keys', 'essais.pem');
    const signer = openSigningKey(await readFile(file, 'utf8'));
    const keys = (await (await fetch(`${url}/api/v1/agencies/essais/keys`)).json()) as AgencyKeys;
    const service = (await (await fetch(`${url}/api/v1`)).json()) as { log: object };
    const { stderr, code } = await running.stop();

    expect([code, ((await stat(file)).mode & 0o777).toString(8)]).toEqual([0, '600']);
    expect(stderr).toContain(`NFORGE_KEY_FILE=${file}`);
    expect(parseState(Buffer.from(keys.state)).keys.map(({ fingerprint }) => fingerprint)).toEqual([
      signer.fingerprint,
    ]);
    expect(service.log).toEqual({ origin: key.split('+')[0], key, writes: 'on' });
    expect(await readdir(join(data(), 'demo-keys'))).toEqual(['essais.pem']);

    // Every start tells the key: clients that meet the log later compare theirs with it.
    const { stdout } = await runRegistry(args);
    expect(/Log key: +(\S+)/.exec(stdout)?.[1]).toBe(key);
  });
});

describe('the name of the log', () => {
  const originOf = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
    const serve = ['serve', '--port', '0', '--json', '--log', 'silent', '--data', data()];
    const { stdout } = await runRegistry([...serve, ...args], env);
    return (JSON.parse(stdout) as { log: { origin: string } }).log.origin;
  };

  it('is the one that is asked for at the very first start, and stays whatever is asked for later', async () => {
    expect(await originOf(['--origin', 'forge.example.ma/log'])).toBe('forge.example.ma/log');
    expect(await originOf(['--origin', 'other.example.ma'])).toBe('forge.example.ma/log');
  });

  it('comes from the environment, else from the public address, else it is random', async () => {
    expect(await originOf([], { NFORGE_ORIGIN: 'env.example.ma', NFORGE_PUBLIC_URL: 'https://x.example.ma' })).toBe(
      'env.example.ma',
    );
    await rm(data(), { recursive: true });
    expect(await originOf([], { NFORGE_PUBLIC_URL: 'https://forge.example.ma:8443' })).toBe('forge.example.ma:8443');
    await rm(data(), { recursive: true });
    expect(await originOf([])).toMatch(/^local-[0-9a-f]{8}$/);
  });

  it('is the same for a folder that another command makes first', async () => {
    const env = { NFORGE_ORIGIN: 'env.example.ma' };
    await runRegistry(['agency', 'create', 'impots', '--data', data()], env);

    expect(await originOf([])).toBe('env.example.ma');
  });

  it.each(['has space', 'plus+sign', ''])('is refused where it cannot name a log: %j', async (origin) => {
    const ended = await runRegistry(['serve', '--port', '0', '--data', data(), '--origin', origin]);

    expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining('--origin')]);
  });
});

describe('agency reset-keys', () => {
  it('puts one new key in place of all, while servers run; the old ones sign no more', async () => {
    const server = await startTestRegistry({ dataDir: data() });
    const token = await server.token('impots', ['publish']);
    const fresh = testKey('impots fresh');
    const { public: spki } = keyAdd(fresh) as { public: string };
    const change = { kind: 'key-reset', algorithm: 'ed25519', public: spki } as const;
    const { envelope } = await changeBody(server.registry.deps, { agency: 'impots', change, signers: [fresh] });
    await writeFile(join(folder, 'reset.json'), `${JSON.stringify(envelope)}\n`);

    const args = ['--with', join(folder, 'reset.json'), '--reason', 'HSM destroyed by fire', '--data', data()];
    const ended = await runRegistry(['agency', 'reset-keys', 'impots', ...args, '--json']);
    const sample = await packSample({ name: 'impots/taxe', runs: false });
    await uploadSample({ url: server.url, token }, sample);
    const old = await publishSamples({ url: server.url, token }, [sample]);
    const now = await fetch(`${server.url}/api/v1/releases`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ releases: [releaseRequestOf(sample, [fresh])] }),
    });
    await server.stop();

    const state = parseState(Buffer.from((JSON.parse(ended.stdout) as { state: string }).state));
    expect([ended.code, state.epoch, old.status, now.status]).toEqual([0, 1, 422, 201]);
  });

  it.each([
    [['nobody', '--with', 'reset.json', '--reason', 'lost'], 2],
    [['impots', '--with', 'none.json', '--reason', 'lost'], 2],
    [['impots', '--with', 'broken.json', '--reason', 'lost'], 8],
    [['impots', '--with', 'broken.json', '--reason', ' '], 2],
    [['impots', '--with', 'broken.json'], 2],
  ])('ends on %j with exit code %d', async (args, code) => {
    await runRegistry(['agency', 'create', 'impots', '--data', data()]);
    await writeFile(join(folder, 'broken.json'), '{"payload": 1}');
    const paths = args.map((arg) => (arg.endsWith('.json') ? join(folder, arg) : arg));

    expect((await runRegistry(['agency', 'reset-keys', ...paths, '--data', data()])).code).toBe(code);
  });

  it('takes no change that the agency could make itself, nor one that is not signed by the new key', async () => {
    const server = await startTestRegistry({ dataDir: data() });
    await server.token('impots', ['publish']);
    const { deps } = server.registry;
    const fresh = testKey('impots fresh');
    const { public: spki } = keyAdd(fresh) as { public: string };
    const reset = { kind: 'key-reset', algorithm: 'ed25519', public: spki } as const;
    const old = testKey('impots');
    const added = await changeBody(deps, { agency: 'impots', change: keyAdd(fresh), signers: [old, fresh] });
    const unproved = await changeBody(deps, { agency: 'impots', change: reset, signers: [old] });
    const codes: (number | null)[] = [];

    for (const { envelope } of [added, unproved]) {
      await writeFile(join(folder, 'wrong.json'), JSON.stringify(envelope));
      const args = ['--with', join(folder, 'wrong.json'), '--reason', 'lost', '--data', data()];
      codes.push((await runRegistry(['agency', 'reset-keys', 'impots', ...args])).code);
    }
    await server.stop();

    expect(codes).toEqual([5, expect.toBeOneOf([5, 8])]);
  });

  it('names the agency of a file that is a request of another one', async () => {
    const server = await startTestRegistry({ dataDir: data() });
    for (const agency of ['impots', 'eau']) await server.token(agency, ['publish']);
    const fresh = testKey('eau fresh');
    const { public: spki } = keyAdd(fresh) as { public: string };
    const change = { kind: 'key-reset', algorithm: 'ed25519', public: spki } as const;
    const { envelope } = await changeBody(server.registry.deps, { agency: 'eau', change, signers: [fresh] });
    await writeFile(join(folder, 'eau.json'), JSON.stringify(envelope));
    await server.stop();

    const args = ['--with', join(folder, 'eau.json'), '--reason', 'lost', '--data', data()];
    const { code, stderr } = await runRegistry(['agency', 'reset-keys', 'impots', ...args]);

    expect(code).toBe(2);
    expect(stderr).toContain('holds a request of "eau", not of "impots"');
  });
});
