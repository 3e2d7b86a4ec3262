import type { SearchPage, SearchQuery } from '@national-forge/api';
import { LOCALES, type Locale } from '@national-forge/manifest';

import { renderHome } from './home.ts';
import { STYLE_HASH } from './style.ts';

/** Is a page as it goes out. */
export interface WebPage {
  readonly body: string;
  readonly locale: Locale;
  readonly headers: Readonly<Record<string, string>>;
}

/** Says what the home page reads. */
export interface HomePageDeps {
  readonly search: (query: SearchQuery) => Promise<SearchPage>;
  readonly publicUrl: () => string;
  readonly cliPath: string | undefined;
}

/** Is a request for the home page: the query of its address and the language the browser asks for. */
export interface HomeRequest {
  readonly query: Readonly<Record<string, unknown>>;
  readonly locale: Locale;
}

const PAGE = 50;

/** Makes the home page. Throws `ProblemError` `cursor-invalid`. */
export function createHomePage(deps: HomePageDeps): (request: HomeRequest) => Promise<WebPage> {
  return async ({ query, locale: asked }) => {
    const locale = LOCALES.find((one) => one === query.lang) ?? asked;
    const q = textOf(query.q).trim();
    const cursor = textOf(query.cursor);
    const page = await deps.search({ q, limit: PAGE, ...(cursor && { cursor }) });
    const body = renderHome({ locale, query: q, page, publicUrl: deps.publicUrl(), cliPath: deps.cliPath });
    return { body, locale, headers: HEADERS };
  };
}

// A person who mistypes an address gets a page, not a problem document: what is too long or doubled is cut or left out.
const textOf = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 256) : '');

const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    `style-src ${STYLE_HASH}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'Cache-Control': 'no-cache',
};
