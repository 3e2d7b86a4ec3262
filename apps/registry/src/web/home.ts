import type { SearchHit, SearchPage } from '@national-forge/api';
import {
  LOCALES,
  pickLanguage,
  pickText,
  textDirection,
  type LanguageMap,
  type Locale,
} from '@national-forge/manifest';

import { HOME_TEXTS, type HomeTexts } from './home-texts.ts';
import { html, type Html } from './html.ts';
import { STYLE_ELEMENT } from './style.ts';

/** Says what the home page shows. */
export interface HomeView {
  readonly locale: Locale;
  /** What was searched for; empty lists everything. */
  readonly query: string;
  readonly page: SearchPage;
  /** Address under which others reach the registry. */
  readonly publicUrl: string;
  /** Path of the command line tool, where the registry serves it. */
  readonly cliPath: string | undefined;
}

const NAMES: Readonly<Record<Locale, string>> = { ar: 'العربية', fr: 'Français', en: 'English' };

/** Renders the home page; it works without JavaScript and loads nothing. */
export function renderHome(view: HomeView): string {
  const texts = HOME_TEXTS[view.locale];
  const direction = view.locale === 'ar' ? 'rtl' : 'ltr';
  const page = html`<!doctype html>
    <html lang="${view.locale}" dir="${direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${texts.title}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        <a class="skip" href="#content">${texts.newest}</a>
        ${header(view, texts)}
        <main id="content">${listing(view, texts)}</main>
        ${footer(view, texts)}
      </body>
    </html>`;
  return page.html;
}

function header({ locale, query }: HomeView, texts: HomeTexts): Html {
  const links = LOCALES.map((one) => {
    const current = one === locale ? { html: ' aria-current="true"' } : undefined;
    const address = `/?${new URLSearchParams({ lang: one, ...(query && { q: query }) }).toString()}`;
    return html`<li><a href="${address}" lang="${one}" hreflang="${one}" ${current}>${NAMES[one]}</a></li>`;
  });
  return html`<header>
    <nav aria-label="${texts.language}">
      <ul>
        ${links}
      </ul>
    </nav>
    <h1>${texts.title}</h1>
    <p>${texts.lead}</p>
    <form action="/" method="get" role="search">
      <input type="hidden" name="lang" value="${locale}" />
      <input
        type="search"
        name="q"
        value="${query}"
        maxlength="256"
        dir="auto"
        aria-label="${texts.searchHint}"
        placeholder="${texts.searchHint}"
      />
      <button type="submit">${texts.search}</button>
    </form>
  </header>`;
}

function listing({ page, query, locale }: HomeView, texts: HomeTexts): Html {
  const items = page.hits.map((hit) => item(hit, locale, texts));
  const next = new URLSearchParams({ lang: locale, ...(query && { q: query }), cursor: page.cursor ?? '' }).toString();
  return html`<h2>${query === '' ? texts.newest : texts.results(page.total)}</h2>
    ${
      items.length === 0
        ? html`<p>${texts.none}</p>`
        : html`<ul class="list">
            ${items}
          </ul>`
    }
    ${page.cursor === undefined ? undefined : html`<p><a rel="next" href="/?${next}">${texts.more}</a></p>`}`;
}

function item(hit: SearchHit, locale: Locale, texts: HomeTexts): Html {
  const titles = hit.title as LanguageMap;
  const summaries = hit.summary as LanguageMap;
  const title = pickText(titles, locale) || hit.name;
  const summary = pickText(summaries, locale);
  return html`<li>
    <h3>
      <a
        href="/api/v1/algorithms/${hit.name}"
        lang="${pickLanguage(titles, locale) ?? locale}"
        dir="${textDirection(title)}"
        >${title}</a
      >
    </h3>
    <p lang="${pickLanguage(summaries, locale) ?? locale}" dir="${textDirection(summary)}">${summary}</p>
    <p class="facts">
      <bdi>${hit.name}</bdi>
      <span>${texts.version} <bdi>${hit.version}</bdi></span>
      <span
        >${texts.updated} <time datetime="${hit.updatedAt}"><bdi>${hit.updatedAt.slice(0, 10)}</bdi></time></span
      >
      ${hit.deprecated ? html`<strong class="warn">${texts.deprecated}</strong>` : undefined}
    </p>
  </li>`;
}

function footer({ publicUrl, cliPath }: HomeView, texts: HomeTexts): Html {
  const command = cliPath === undefined ? undefined : `npm install --global ${publicUrl}${cliPath}`;
  const tool =
    command &&
    html`<h2>${texts.commandLine}</h2>
      <pre dir="ltr" aria-label="${texts.install}"><code>${command}</code></pre>`;
  return html`<footer>
    ${tool || undefined}
    <h2>${texts.forPrograms}</h2>
    <p>
      <a href="/api/v1/openapi.json">OpenAPI</a> · <a href="/api/v1">API</a> · <a href="/api/v1/search">JSON</a> ·
      <a href="/api/v1/schemas/algorithm-1.json">algorithm.yaml</a>
    </p>
    <p class="note">${texts.preview}</p>
  </footer>`;
}
