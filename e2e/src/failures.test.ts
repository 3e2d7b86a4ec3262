import { join } from 'node:path';

import { beforeAll, describe, expect, it } from 'vitest';

import { admitAuthor } from './harness/author.ts';
import { createPerson } from './harness/nforge.ts';
import { admitAgency } from './harness/operator.ts';
import { startRegistry } from './harness/registry-process.ts';
import { writeRelease } from './harness/release-folder.ts';
import { scaled } from './harness/scale.ts';
import { openWorkshop } from './harness/workshop.ts';

const WORDS_OF = { ar: /[\u0621-\u064a]{3}.*[\u0621-\u064a]{3}/, fr: /Erreur/, en: /Error/ };
const LANGUAGES = ['ar', 'fr', 'en'] as const;

/** A port of loopback where nobody listens (RFC 6335: tcpmux, served nowhere). */
const NOBODY = 'http://127.0.0.1:1';

const workshop = openWorkshop();
const release = writeRelease(workshop.folder('release'), { name: 'impots/rule', version: '1.0.0', runs: true });
const keyless = writeRelease(workshop.folder('keyless'), { name: 'travail/rule', version: '1.0.0' });
let registry: string;
let strangeToken: string;
/** The key of the agency: what is refused here is not refused for want of a signature. */
let key: string;

beforeAll(async () => {
  const dataDir = workshop.folder('data');
  const server = await startRegistry(workshop, { dataDir });
  registry = server.url;
  key = (await admitAuthor(server, 'impots')).pem;
  strangeToken = await (await admitAgency(server, 'travail')).token('publish');
});

interface Failure {
  readonly title: string;
  readonly exit: number;
  readonly folder?: string;
  readonly words: readonly string[];
  readonly token?: () => string;
  readonly at?: string;
  readonly code: string;
}

const FAILURES: readonly Failure[] = [
  {
    title: 'an agency without a key',
    exit: 5,
    folder: keyless,
    words: ['publish'],
    token: () => strangeToken,
    code: 'agency-keyless',
  },
  { title: 'no token', exit: 4, folder: release, words: ['publish'], code: 'unauthenticated' },
  {
    title: 'a token of another agency',
    exit: 5,
    folder: release,
    words: ['publish'],
    token: () => strangeToken,
    code: 'agency-forbidden',
  },
  { title: 'an unknown algorithm', exit: 6, words: ['view', 'impots/nothing'], code: 'algorithm-unknown' },
  { title: 'an unknown version', exit: 6, words: ['add', 'impots/nothing@1.0.0'], code: 'algorithm-unknown' },
  { title: 'no network', exit: 9, words: ['search', 'iban'], at: NOBODY, code: 'network' },
  { title: 'a command that does not exist', exit: 2, words: ['vanish'], code: 'usage' },
  {
    title: 'a folder without a file',
    exit: 6,
    words: ['publish'],
    token: () => strangeToken,
    code: 'manifest-missing',
  },
];

describe.concurrent.each(FAILURES)('$title', ({ title, exit, folder: shared, words, token, at, code }) => {
  // Three people do not work in one folder at the same moment.
  const folder = (): string => shared ?? workshop.folder('empty');
  const personOf = (language: (typeof LANGUAGES)[number]) =>
    createPerson(workshop, {
      registry: at ?? registry,
      language,
      env: { NFORGE_KEY: key },
      ...(token && { token: token() }),
    });

  it(`ends with ${String(exit)} and is told in the language of the person, on stderr alone`, async () => {
    // That every text exists in every language is known elsewhere; each failure is heard in one, or in all at full scale.
    const from = FAILURES.findIndex((failure) => failure.title === title);
    for (let next = 0; next < scaled(1, LANGUAGES.length); next += 1) {
      const language = LANGUAGES[(from + next) % LANGUAGES.length] ?? 'ar';
      const { code: ended, stdout, stderr } = await personOf(language).nforge(folder(), ...words);

      expect([ended, stdout]).toEqual([exit, '']);
      expect(stderr).toMatch(WORDS_OF[language]);
      expect(stderr).not.toMatch(/\n\s+at |undefined|\{\w+\}|forge_[0-9A-Za-z]{20}/);
    }
  });

  it('is one JSON document in English with --json', async () => {
    const { code: ended, value } = await personOf('ar').json<{ error: { code: string; message: string } }>(
      folder(),
      ...words,
    );

    expect(ended).toBe(exit);
    expect(value.error.code).toBe(code);
    expect(value.error.message).toMatch(/^[\x20-\x7e…’“”]+$/);
  });
});

describe('a release that may not be published', () => {
  it('is refused before a byte is sent, with every place named', async () => {
    const bad = writeRelease(join(workshop.root, 'bad'), {
      runs: true,
      name: 'travail/rule',
      version: '1.0.0',
      manifest: { access: 'restricted', region: 'MA-99' },
      files: { 'vectors/basic.json': '[{"name":"two","input":"two","output":4}]' },
    });
    const person = createPerson(workshop, { registry: NOBODY, token: strangeToken, language: 'fr' });

    const { code, stderr } = await person.nforge(bad, 'publish');

    expect(code).toBe(5);
    expect(stderr).toMatch(/algorithm\.yaml:\d+/);
  });
});
