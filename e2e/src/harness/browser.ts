import chromium from '@sparticuz/chromium';
import { chromium as launcher, type Browser } from 'playwright-core';

import type { Workshop } from './workshop.ts';

/** Opens a real Chromium, carried inside an npm package, so that nothing has to be installed; closed with the workshop. */
export async function openBrowser(workshop: Workshop): Promise<Browser> {
  // In one process the browser would end with its first page.
  const args = chromium.args.filter((arg) => arg !== '--single-process');
  const browser = await launcher.launch({ executablePath: await chromium.executablePath(), args });
  workshop.atEnd(() => browser.close());
  return browser;
}
