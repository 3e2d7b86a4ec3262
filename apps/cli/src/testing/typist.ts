import { PassThrough, Writable } from 'node:stream';

import type { World } from './call.ts';

/** Is a person who answers questions: when the screen shows a text, these keys are pressed. */
export type Answers = readonly (readonly [shown: string, keys: string])[];

/** Is a terminal with somebody at it, and what it has shown. */
export interface Typist extends Pick<World, 'stdin' | 'terminal' | 'interactive'> {
  readonly screen: () => string;
}

/** Seats somebody at a terminal, who answers what is asked when it is asked, however long that takes. */
export function typist(answers: Answers): Typist {
  const keyboard = new PassThrough();
  const left = [...answers];
  let [all, seen] = ['', ''];
  const terminal = new Writable({
    write: (chunk, _, done) => {
      all += String(chunk);
      seen += String(chunk);
      const [next] = left;
      if (next !== undefined && seen.includes(next[0])) {
        left.shift();
        seen = '';
        // The question is drawn before whoever asks it listens.
        setImmediate(() => keyboard.write(next[1]));
      }
      done();
    },
  });
  return { stdin: keyboard, terminal, interactive: true, screen: () => all };
}
