import { isReached, type Section } from './figure.ts';
import { figureTable } from './table.ts';

/** Says where and with what was measured, in words that name no machine. */
export interface Surroundings {
  /** Civil date, UTC. */
  readonly date: string;
  readonly machine: string;
  readonly versions: readonly string[];
  readonly scale: string;
}

/** Writes the page of all measurements. */
export function performancePage(sections: readonly Section[], surroundings: Surroundings): string {
  return `${[heading(surroundings), summary(sections), ...sections.map(sectionText)].join('\n\n')}\n`;
}

function heading({ date, machine, versions, scale }: Surroundings): string {
  return `# Performance

Written by \`npm run bench\` on ${date}; do not edit. Scale: ${scale}. Machine: ${machine}. Versions: ${versions.join(', ')}.

All sides of a comparison are measured in the same run, in turns, each server in a process of its own on loopback; a ratio
is the median over the rounds of the ratio within each round, with the smallest and the largest beside it. Figures of CPU
bear other work on the machine well, figures of the clock do so only in part. \`npm run bench -- --quick\` takes a minute or two
and prints instead of writing.`;
}

function summary(sections: readonly Section[]): string {
  const figures = sections.flatMap((section) => section.figures);
  const aims = figures.filter(({ aim }) => aim !== undefined);
  const short = aims.filter((figure) => isReached(figure) === false);
  return `**${aims.length - short.length} of ${aims.length} aims reached.**`;
}

/** Writes one section with its figures and what falls short. */
export function sectionText({ title, method, figures }: Section): string {
  const short = figures.filter((figure) => isReached(figure) === false);
  const byReason = Map.groupBy(short, ({ why = 'the reason is not known yet.' }) => why);
  const reasons = Array.from(byReason, ([why, some]) => `- ${some.map(({ what }) => what).join('; ')}: ${why}`);
  return [
    `## ${title}`,
    method,
    figureTable(figures),
    ...(reasons.length > 0 ? [`What falls short, and why:\n\n${reasons.join('\n')}`] : []),
  ].join('\n\n');
}
