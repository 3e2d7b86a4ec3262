import { FORMATS } from './formats.ts';
import type { Mapping, SourceFormat } from './source.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = [head, ...rows].map((row) => row.map(cell));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) =>
    `| ${row.map((one, column) => one.padEnd(widths[column] ?? 0)).join(' | ')} |`;
  const [first = [], ...others] = cells;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n');
}

const code = (path: string): string =>
  path
    .split(', ')
    .map((one) => `\`${one}\``)
    .join(', ');

function section({ file, standard, mappings }: SourceFormat): string {
  const taken = mappings.filter((one): one is Mapping & { to: string } => one.to !== undefined);
  const lost = mappings.filter(({ to }) => to === undefined);
  return [
    `## ${file}`,
    `Standard: ${standard}.`,
    table(
      ['field', 'goes to', 'how'],
      taken.map(({ from, to, how }) => [code(from), code(to), how]),
    ),
    'Not taken over, each told on stderr with the reason:',
    table(
      ['field', 'why'],
      lost.map(({ from, how }) => [code(from), how]),
    ),
  ].join('\n\n');
}

/** Writes docs/spec/init-mapping.md from the tables of `init --from`. */
export function mappingDocument(): string {
  const head = `# What \`nforge init --from\` takes over

Generated from the tables in \`apps/cli/src/init/from\`; \`npm run generate\` renews it.

Every field of the file is either taken over or told on stderr as not taken over, with the reason; a field that no table
names is told as unknown. Options of the command line win over the file. Texts that do not say their language are taken
to be in that of \`--from-language\`; without it Arabic where the file holds Arabic script, else English.`;
  return `${[head, ...FORMATS.map(section)].join('\n\n')}\n`;
}
