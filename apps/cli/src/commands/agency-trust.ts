import { trustAgency, type AgencyOffer } from '@national-forge/client';
import { parseAgencyName } from '@national-forge/manifest';

import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { positional } from '../options.ts';
import { printJson } from '../output.ts';
import { confirmed, type Question } from '../session/confirm.ts';
import { trustMeans, withClient } from '../session/session.ts';
import { text } from '../texts/texts.ts';

const isNews = ({ before, after }: AgencyOffer): boolean => before?.state !== after.state;

function show(io: Io, { agency, before, after }: AgencyOffer): void {
  const line = (words: string) => io.err(`${words}\n`);
  const list = ({ keys, threshold }: AgencyOffer['after']) => {
    for (const key of keys) line(`  ${key}`);
    line(`  ${text(io.locale, 'agency.trustThreshold', { threshold })}`);
  };
  if (before !== undefined && before.epoch !== after.epoch)
    line(text(io.locale, 'agency.trustIntro', { agency, index: after.leaf }));
  if (before !== undefined) {
    line(text(io.locale, 'agency.trustOld'));
    list(before);
  }
  line(text(io.locale, 'agency.trustNew'));
  list(after);
  line(text(io.locale, 'agency.trustWarn', { agency }));
}

/** A program that ends here gives a person what is to be compared. */
function unasked({ agency, before, after }: AgencyOffer): NonNullable<Question['nobody']> {
  const params = { agency, before: before?.keys.join(', ') ?? '–', after: after.keys.join(', ') };
  return { key: 'agency.trustNeedsYes', hint: 'trust.needsYesHint', params };
}

/** Pins the keys that an agency has now, after a person has compared them: the one way on after a reset by the operator. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const agency = parseAgencyName(positional(args, 0));
  const offer = await withClient(args, io, (client) =>
    trustAgency(trustMeans(io, client), agency, (shown) => {
      if (!isNews(shown)) return true;
      if (!io.json) show(io, shown);
      return confirmed(args, io, { question: text(io.locale, 'agency.trustAsk', { agency }), nobody: unasked(shown) });
    }),
  );
  const { before, after, accepted } = offer;
  if (io.json) printJson(io, { agency, before: before ?? null, after, accepted, changed: accepted && isNews(offer) });
  else {
    const done = isNews(offer) ? 'agency.trusted' : 'agency.trustNothing';
    io.err(`${text(io.locale, accepted ? done : 'trust.declined', { agency })}\n`);
  }
  return accepted ? EXIT.ok : EXIT.cancelled;
}
