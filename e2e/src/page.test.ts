import { join } from 'node:path';

import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { openBrowser } from './harness/browser.ts';
import { cliPackage } from './harness/paths.ts';
import { startRegistry, type RegistryProcess } from './harness/registry-process.ts';
import { openWorkshop } from './harness/workshop.ts';

const LOCALES = [
  { locale: 'ar', direction: 'rtl', title: 'السجل الوطني للخوارزميات', words: 'الضريبة' },
  { locale: 'fr', direction: 'ltr', title: 'Registre national des algorithmes', words: 'impôt' },
  { locale: 'en', direction: 'ltr', title: 'National registry of algorithms', words: 'tax' },
] as const;

/** A folder for screenshots to look at; none are made without it. */
const SCREENSHOTS = process.env['NFORGE_SCREENSHOTS'];

const workshop = openWorkshop();
let registry: RegistryProcess;
let browser: Browser;

beforeAll(async () => {
  const dataDir = workshop.folder('data');
  registry = await startRegistry(workshop, { dataDir, command: 'start', args: ['--cli-package', cliPackage()] });
  browser = await openBrowser(workshop);
}, 240_000);

interface Visit {
  readonly page: Page;
  readonly requests: readonly string[];
  /** What the browser itself complained of, such as a style that the policy refuses. */
  readonly complaints: readonly string[];
}

interface Manner {
  readonly locale?: string;
  readonly javaScriptEnabled?: boolean;
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
}

async function visit(path: string, manner: Manner = {}): Promise<Visit> {
  const { width = 1100, ...rest } = manner;
  const context = await browser.newContext({ ...rest, viewport: { width, height: 900 } });
  const page = await context.newPage();
  const requests: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(registry.url + path, { waitUntil: 'load' });
  return { page, requests, complaints };
}

async function shoot(page: Page, name: string): Promise<void> {
  if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true });
}

describe.each(LOCALES)('the home page in $locale', ({ locale, direction, title, words }) => {
  it('speaks the language the browser asks for, in its direction', async () => {
    const { page } = await visit('/', { locale });

    expect(await page.locator('html').getAttribute('lang')).toBe(locale);
    expect(await page.evaluate<string>('getComputedStyle(document.body).direction')).toBe(direction);
    expect(await page.locator('h1').textContent()).toBe(title);
    expect(await page.locator('main li').count()).toBe(20);
    await shoot(page, `home-${locale}`);
    await page.context().close();
  });

  it.each([
    ['light', 1100],
    ['dark', 320],
  ] as const)('has no barrier that axe finds in %s colours at %i pixels', async (colorScheme, width) => {
    const { page } = await visit(`/?lang=${locale}`, { colorScheme, width });
    await shoot(page, `home-${locale}-${colorScheme}`);

    const { violations } = await new AxeBuilder({ page }).analyze();

    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
    // WCAG 2.2, 1.4.10: at 320 pixels nothing has to be scrolled sideways.
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
    await page.context().close();
  });

  it('asks nobody but the registry for anything, and its own policy refuses nothing of it', async () => {
    const { page, requests, complaints } = await visit(`/?lang=${locale}`);

    expect(requests.length).toBeGreaterThan(0);
    expect(requests.filter((url) => !url.startsWith(`${registry.url}/`))).toEqual([]);
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('searches without JavaScript, by the keyboard alone', async () => {
    const { page } = await visit(`/?lang=${locale}`, { javaScriptEnabled: false });

    for (let step = 0; step < 8; step += 1) {
      await page.keyboard.press('Tab');
      if ((await page.locator('input[type=search]:focus').count()) === 1) break;
    }
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === words);

    const names = await page.locator('main .facts bdi:first-child').allTextContents();
    expect(names).toContain('impots/income-tax');
    expect(names.length).toBeLessThan(20);
    expect(await page.locator('html').getAttribute('lang')).toBe(locale);
    expect(await page.locator('input[type=search]').inputValue()).toBe(words);
    await shoot(page, `search-${locale}`);
    await page.context().close();
  });
});

describe('the home page', () => {
  it('leads to its other languages and keeps what was searched for', async () => {
    const { page } = await visit('/?lang=fr&q=iban');

    await page.getByRole('link', { name: 'العربية' }).click();

    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    expect(new URL(page.url()).searchParams.get('q')).toBe('iban');
    await page.context().close();
  });

  it('shows hostile words as words', async () => {
    const attack = '"><img src=x onerror="document.title=1"><script>document.title=2</script>';
    const { page, complaints } = await visit(`/?lang=en&q=${encodeURIComponent(attack)}`);

    expect(await page.locator('input[type=search]').inputValue()).toBe(attack);
    expect(await page.locator('img, script').count()).toBe(0);
    expect(await page.title()).toBe('National registry of algorithms');
    expect(complaints).toEqual([]);
    await page.context().close();
  });

  it('tells in words that nothing was found', async () => {
    const { page } = await visit('/?lang=en&q=zzzzqqqq');
    expect(await page.locator('main').textContent()).toContain('No algorithm matches your search.');
    await page.context().close();
  });

  it('names a command that installs the tool it serves', async () => {
    const { page } = await visit('/?lang=en');
    const command = (await page.locator('pre').textContent()) ?? '';
    const address = /^npm install --global (\S+)$/.exec(command)?.[1] ?? '';
    expect(address).toMatch(/\/dist\/nforge-.*\.tgz$/);
    expect((await fetch(address)).status).toBe(200);
    await page.context().close();
  });
});
