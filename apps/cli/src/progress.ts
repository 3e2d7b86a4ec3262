import type { FirstUse, ProjectEvent, PublishFoldersEvent } from '@national-forge/client';
import type { Locale } from '@national-forge/manifest';

import type { Io } from './io.ts';
import { printable } from './output.ts';
import { text } from './texts/texts.ts';

/** Shows how long work goes on: one line that is redrawn in a terminal, nothing elsewhere. */
export interface Progress<Event> {
  readonly take: (event: Event) => void;
  /** Clears the line. */
  readonly end: () => void;
}

const percent = (part: number, whole: number): number => (whole === 0 ? 100 : Math.floor((part / whole) * 100));

function liveLine(io: Io): { readonly show: (line: string) => void; readonly end: () => void } {
  let shown = false;
  return {
    show: (line) => {
      if (!io.stderrIsTerminal || io.json || io.quiet) return;
      shown = true;
      io.err(`\r\u001b[2K${printable(line).slice(0, io.columns - 1)}`);
    },
    end: () => {
      if (shown) io.err('\r\u001b[2K');
      shown = false;
    },
  };
}

/** Shows the work on a project. */
export function projectProgress(io: Io): Progress<ProjectEvent> {
  const line = liveLine(io);
  const say = (event: ProjectEvent): string => {
    switch (event.kind) {
      case 'resolve':
        return text(io.locale, 'progress.resolve', { count: event.requirements });
      case 'download':
        return text(io.locale, 'progress.download', {
          release: `${event.name}@${event.version}`,
          percent: percent(event.receivedBytes, event.totalBytes),
        });
      case 'prove':
        return text(io.locale, 'progress.prove', { count: event.releases });
      case 'unpack':
        return text(io.locale, 'progress.unpack', { release: `${event.name}@${event.version}` });
      case 'cache-damaged':
        return text(io.locale, 'progress.cacheDamaged', { release: `${event.name}@${event.version}` });
      case 'first-use':
        return describeFirstUse(event.firstUse, io.locale);
      case 'wait':
        return text(io.locale, 'progress.wait', { path: event.path });
    }
  };
  return {
    take: (event) => {
      if (event.kind !== 'cache-damaged' && event.kind !== 'first-use') line.show(say(event));
      else if (!io.json) {
        line.end();
        io.err(`${printable(say(event))}\n`);
      }
    },
    end: line.end,
  };
}

/** Says what is trusted from now on because it was met for the first time: only people can compare it. */
export function describeFirstUse({ origin, key, agencies }: FirstUse, locale: Locale): string {
  const log = key === undefined ? [] : [text(locale, 'install.firstLog', { origin, key })];
  const met = agencies.flatMap(({ agency, keys, reset }) => [
    text(locale, 'install.firstAgency', { agency, keys: keys.join(', ') }),
    ...(reset === undefined ? [] : [text(locale, 'install.firstReset', { agency, index: reset })]),
  ]);
  return [...log, ...met].join('\n');
}

/** Shows a publish. */
export function publishProgress(io: Io): Progress<PublishFoldersEvent> {
  const line = liveLine(io);
  const say = (event: PublishFoldersEvent): string => {
    switch (event.kind) {
      case 'check':
        return text(io.locale, 'progress.check', { folder: event.folder });
      case 'sign':
        return text(io.locale, 'progress.sign', { folder: event.folder });
      case 'pack':
        return text(io.locale, 'progress.pack', { folder: event.folder });
      case 'upload':
        return text(io.locale, 'progress.upload', {
          release: `${event.name}@${event.version}`,
          percent: percent(event.sentBytes, event.totalBytes),
        });
      case 'submit':
        return text(io.locale, 'progress.submit', { count: event.releases });
      case 'judge':
        return text(io.locale, 'progress.judge', { id: event.id });
    }
  };
  return { take: (event) => line.show(say(event)), end: line.end };
}
