import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Locale } from '@national-forge/manifest';

import { negotiateLocale } from './accept.ts';
import { exchangeOf } from './observe/exchange.ts';
import { parseQuery } from './query.ts';
import { bytes } from './reply/reply.ts';
import { sendReply } from './reply/send-reply.ts';

/** Makes a page for people. */
export type PageMaker = (request: {
  readonly query: Readonly<Record<string, unknown>>;
  readonly locale: Locale;
}) => Promise<{
  readonly body: string;
  readonly locale: Locale;
  readonly headers: Readonly<Record<string, string>>;
}>;

/** Answers `GET /` with a page in the language of the reader. */
export async function sendHome(req: IncomingMessage, res: ServerResponse, make: PageMaker): Promise<void> {
  exchangeOf(res).route = 'home';
  const locale = negotiateLocale(req.headers['accept-language'], 'ar');
  const page = await make({ query: parseQuery(req.url ?? ''), locale });
  res.setHeader('Vary', 'Accept-Language');
  const headers = { ...page.headers, 'Content-Language': page.locale };
  await sendReply(req, res, bytes(Buffer.from(page.body), 'text/html; charset=utf-8', headers));
}
