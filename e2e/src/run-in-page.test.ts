import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import {
  openRunner,
  type Json,
  type Program,
  type ReplayReport,
  type RunOutcome,
  type RunVector,
} from '@national-forge/runner';
import chromium from '@sparticuz/chromium';
import { chromium as launcher, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { bundlePage } from './in-page/bundle-page.ts';
import { readExample } from './in-page/read-example.ts';

let server: Server;
let browser: Browser;
let page: Page;
const node = openRunner();

beforeAll(async () => {
  server = await serve();
  // In one process the browser would end with its first page.
  const args = chromium.args.filter((arg) => arg !== '--single-process');
  browser = await launcher.launch({ executablePath: await chromium.executablePath(), args });
  page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

afterAll(async () => {
  await Promise.all([browser.close(), node.close()]);
  server.close();
});

// Whoever serves a page copies this file from the package of the sandbox; here it lies in the folder of the runner.
const RUNNER = join(import.meta.dirname, '../../packages/runner/package.json');
const QUICKJS = createRequire(RUNNER).resolve('@jitl/quickjs-wasmfile-release-sync/wasm');

const PAGE_POLICY = "default-src 'self'";
const WORKER_POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval' 'unsafe-eval'";

/** Serves the page under a policy that allows no code made from text, and the worker under one that does. */
async function serve(): Promise<Server> {
  const bundle = await bundlePage('page-main', 'page-worker-main');
  const quickjs = await readFile(QUICKJS);
  const listening = createServer((request, response) => {
    const name = (request.url ?? '').slice(1);
    const code = [...bundle].find(([file]) => file === name)?.[1];
    const isWorker = name.startsWith('page-worker-main');
    const html = '<!doctype html><script type="module" src="/page-main.js"></script>';
    const [type, content] =
      name === '' ? ['text/html', html] : name === 'quickjs.wasm' ? ['application/wasm', quickjs] : [SCRIPT, code];
    response.setHeader('content-security-policy', isWorker ? WORKER_POLICY : PAGE_POLICY);
    response.setHeader('content-type', type);
    if (content === undefined) response.writeHead(404).end();
    else response.end(content);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  return listening;
}

const SCRIPT = 'text/javascript';

/** Asks the runner of the page; a program goes there with its bytes as a list of numbers. */
function ask(method: 'run' | 'replay', program: Program, given: unknown): Promise<unknown> {
  const flat = (one: Program): unknown => ({
    ...one,
    entry: { ...one.entry, bytes: [...one.entry.bytes] },
    dependencies: Object.fromEntries(Object.entries(one.dependencies).map(([name, inner]) => [name, flat(inner)])),
  });
  return page.evaluate(
    async ([name, text]) => {
      const [flatProgram, value] = JSON.parse(text) as [Program, never];
      const raise = (one: Program): Program => ({
        ...one,
        entry: { ...one.entry, bytes: new Uint8Array(one.entry.bytes) },
        dependencies: Object.fromEntries(Object.entries(one.dependencies).map(([key, inner]) => [key, raise(inner)])),
      });
      const { runner } = globalThis as unknown as { runner: typeof node };
      return runner[name](raise(flatProgram), value);
    },
    [method, JSON.stringify([flat(program), given])] as const,
  );
}

const run = (program: Program, input: Json) => ask('run', program, input) as Promise<RunOutcome>;
const replay = (program: Program, vectors: readonly RunVector[]) =>
  ask('replay', program, vectors) as Promise<ReplayReport>;

const NET_SALARY = [
  'travail/seniority-bonus',
  'protection-sociale/cnss-amo-share',
  'impots/professional-expenses',
  'impots/income-tax/2.0.0',
];

/** Makes a JavaScript program whose function has this body; `input`, `data` and `use` are at hand. */
function body(code: string, more: Partial<Program> = {}): Program {
  const source = `export default (input, { data, use }) => { ${code} };`;
  return {
    name: 'test/program',
    version: '1.0.0',
    engine: 'javascript',
    entry: { path: 'algorithm.js', bytes: new TextEncoder().encode(source) },
    data: {},
    schemas: { input: true, output: true },
    inputMode: 'strict',
    dependencies: {},
    ...more,
  };
}

const DEEP = body('let n = 0; const f = () => { n++; f(); }; try { f(); } catch {} return n');

describe('a page', () => {
  it.each([
    ['numerique-oriental/luhn-check/1.0.0', []],
    ['numerique-oriental/luhn-check-wasm', []],
    ['environnement-casablanca/pm25-index/2.0.0', []],
    ['agriculture-souss/reference-evapotranspiration', []],
    ['travail/net-salary', NET_SALARY],
  ])('replays the vectors of %s as Node does', async (path, dependencies) => {
    const { program, vectors } = readExample(path, dependencies);

    const report = await replay(program, vectors);

    expect(report).toMatchObject({ total: vectors.length, failed: [] });
    expect(report).toEqual(await node.replay(program, vectors));
  });

  it.each([
    ['a loop', body('for (;;);')],
    ['a built-in function that nothing interrupts', body('[].indexOf.call({ length: 2 ** 53 - 1 }, 1)')],
    ['a pattern of the contract', body('return 1', { schemas: { input: { pattern: '^(a+)+$' }, output: true } })],
  ])('stops %s and answers on', async (_, program) => {
    const input = `${'a'.repeat(60)}b`;

    await expect(run(program, input)).resolves.toMatchObject({ ok: false, code: 'timeout' });
    await expect(run(body('return input'), 'next')).resolves.toMatchObject({ ok: true, output: 'next' });
  });

  it.each([
    ['memory', body('const a = []; for (;;) a.push(new Array(1000).fill(1))')],
    ['depth', body('(function f() { f(); })()')],
    ['depth through built-in functions', body('const f = () => [1].map(f); f()')],
    ['depth that is caught', body('let n = 0; const f = () => { n++; f(); }; try { f(); } catch {} return n')],
    ['depth of a dependency', body('return use("a/b")(1)', { dependencies: { 'a/b': DEEP } })],
    ['an error', body('throw new TypeError("no")')],
    ['no JSON', body('return { a: NaN }')],
    ['a foreign name', body('return typeof document + typeof fetch')],
    ['an input out of contract', body('return 1', { schemas: { input: { type: 'number' }, output: true } })],
  ])('ends %s as Node does', async (_, program) => {
    await expect(run(program, 'x')).resolves.toEqual(await node.run(program, 'x'));
  });

  it('says that Python does not run in it', async () => {
    await expect(run({ ...body(''), engine: 'python' }, 1)).resolves.toMatchObject({ code: 'engine-missing' });
  });
});
