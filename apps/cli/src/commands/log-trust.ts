import { trustLog, type LogOffer } from '@national-forge/client';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { printJson } from '../output.ts';
import { confirmed } from '../session/confirm.ts';
import { trustMeans, withClient } from '../session/session.ts';
import { text } from '../texts/texts.ts';

const isNews = ({ before, after }: LogOffer): boolean => before?.origin !== after.origin || before.key !== after.key;

function show(io: Io, registry: string, { before, after, isContinued }: LogOffer): void {
  const line = (words: string) => io.err(`${words}\n`);
  if (before !== undefined) {
    line(text(io.locale, isContinued ? 'log.trustContinued' : 'log.trustOther', { registry }));
    line(text(io.locale, 'log.trustOld', { ...before }));
  }
  line(text(io.locale, 'log.trustNew', { ...after }));
  line(text(io.locale, 'log.trustWarn'));
}

/** Takes the log that a registry shows now for the one that was known, after a person has compared its key. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const offer = await withClient(args, io, (client) =>
    trustLog(trustMeans(io, client), (shown) => {
      if (!isNews(shown)) return true;
      if (!io.json) show(io, client.registry, shown);
      return confirmed(args, io, { question: text(io.locale, 'log.trustAsk', { origin: shown.after.origin }) });
    }),
  );
  const { before, after, isContinued, accepted } = offer;
  if (io.json)
    printJson(io, { before: before ?? null, after, isContinued, accepted, changed: accepted && isNews(offer) });
  else {
    const done = isNews(offer) ? 'log.trusted' : 'log.trustNothing';
    io.err(`${text(io.locale, accepted ? done : 'trust.declined', { origin: after.origin })}\n`);
  }
  return accepted ? EXIT.ok : EXIT.cancelled;
}
