import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { publishSample } from '../testing/publish-sample.ts';
import { startTestRegistry, type TestRegistry } from '../testing/start-test-registry.ts';

let server: TestRegistry;

beforeAll(async () => {
  server = await startTestRegistry();
  const token = await server.token('essais', ['publish']);
  await publishSample({ url: server.url, token }, { name: 'essais/double', title: '<b>Double</b> & "co"' });
});
afterAll(() => server.stop());

const page = async (path: string, language = 'fr') => {
  const response = await fetch(server.url + path, { headers: { 'accept-language': language } });
  return { response, text: await response.text() };
};

describe('GET /', () => {
  it.each([
    ['ar', 'rtl', 'السجل الوطني للخوارزميات'],
    ['fr', 'ltr', 'Registre national des algorithmes'],
    ['en', 'ltr', 'National registry of algorithms'],
  ])('speaks %s in its direction', async (language, direction, title) => {
    const { text, response } = await page('/', language);

    expect(text).toContain(`<html lang="${language}" dir="${direction}">`);
    expect(text).toContain(`<h1>${title}</h1>`);
    expect(response.headers.get('content-language')).toBe(language);
    expect(response.headers.get('vary')).toContain('Accept-Language');
  });

  it('lets the address choose the language', async () => {
    expect((await page('/?lang=en', 'ar')).text).toContain('lang="en" dir="ltr"');
  });

  it('lists algorithms with links to their data, and escapes what their authors wrote', async () => {
    const { text } = await page('/');

    expect(text).toMatch(/<a\s+href="\/api\/v1\/algorithms\/essais\/double"/);
    expect(text).toContain('&lt;b&gt;Double&lt;/b&gt; &amp; &quot;co&quot;');
    expect(text).not.toContain('<b>Double');
  });

  it('searches without JavaScript, and shows the words of the reader harmlessly', async () => {
    const found = await page('/?q=double');
    const attack = await page(`/?q=${encodeURIComponent('"><script>alert(1)</script>')}`);

    expect(found.text).toContain('1 résultat');
    expect(attack.text).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(attack.text).not.toContain('<script');
  });

  it('loads nothing and runs nothing', async () => {
    const { response, text } = await page('/');
    const policy = response.headers.get('content-security-policy') ?? '';

    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'; form-action 'self'/);
    expect(text).not.toMatch(/<(script|img|link|iframe)\b|\b(src|on\w+)=|https?:\/\/(?!127\.0\.0\.1)/);
  });

  it('answers a mistyped cursor with a problem and an endless query with a page', async () => {
    expect((await page('/?cursor=nonsense')).response.status).toBe(400);
    expect((await page(`/?q=${'a'.repeat(2000)}`)).response.status).toBe(200);
  });
});
