import type { Arguments } from '../command.ts';
import { EXIT, type ExitCode, type Io } from '../io.ts';
import { positional, texts } from '../options.ts';
import { printJson } from '../output.ts';
import { UsageError } from '../usage-error.ts';
import { withClient } from '../session/session.ts';
import { text } from '../texts/texts.ts';

const LANGUAGES = ['ar', 'ary', 'zgh', 'fr', 'en'];

function parseTitles(entries: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    entries.map((entry) => {
      const [language = '', ...words] = entry.split('=');
      const title = words.join('=').trim();
      if (!LANGUAGES.includes(language) || title === '') throw new UsageError('agency.title', { value: entry });
      return [language, title];
    }),
  );
}

/** Creates an agency; needs an operator token. */
export async function run(args: Arguments, io: Io): Promise<ExitCode> {
  const titles = parseTitles(texts(args, 'title'));
  return withClient(args, io, async (client) => {
    const agency = await client.createAgency(positional(args, 0), titles, { signal: io.signal });
    if (io.json) printJson(io, agency);
    else io.err(`${text(io.locale, 'agency.created', { agency: agency.name })}\n`);
    return EXIT.ok;
  });
}
