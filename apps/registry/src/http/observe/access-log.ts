import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Exchange } from './exchange.ts';
import type { Tally } from './tally.ts';

/** Takes finished lines of the log; the logger's own destination, so that lines stay in order. */
export interface LineSink {
  write(line: string): unknown;
}

/** Notes finished requests: one log line and one count each. */
export interface AccessLog {
  finish(req: IncomingMessage, res: ServerResponse, exchange: Exchange): void;
}

/**
 * Makes the access log. A line holds no query (people search for things), no header and no address: who reads the logs
 * learns how the service fares, not who reads what.
 */
export function createAccessLog(tally: Tally, sink: LineSink | undefined): AccessLog {
  const begin = createLineBegin();
  return {
    finish(req, res, exchange) {
      const ms = performance.now() - exchange.startedAt;
      tally.observe(exchange.route, res.statusCode, ms);
      if (sink === undefined) return;
      // Written by hand: this runs for every request, and only the path needs escaping. Whole microseconds, because
      // writing a fraction costs several times as much.
      sink.write(
        `${begin(Date.now())}${exchange.id}","method":"${req.method ?? ''}","path":${pathText(req.url)},` +
          `"status":${res.statusCode},"us":${Math.round(ms * 1000)}}\n`,
      );
    },
  };
}

/** Writes the beginning of lines; many requests end in the same millisecond. */
function createLineBegin(): (now: number) => string {
  let at = NaN;
  let text = '';
  return (now) => {
    if (now !== at) {
      at = now;
      text = `{"level":30,"time":${now},"id":"`;
    }
    return text;
  };
}

function pathText(url = ''): string {
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  return JSON.stringify(path.length > 512 ? `${path.slice(0, 512)}…` : path);
}
