import { plainEnvironment } from './environment.ts';
import { CLI_PROGRAM } from './paths.ts';
import { runProgram, type Outcome } from './run-program.ts';
import type { Workshop } from './workshop.ts';

/** Is a person at a terminal-less machine: a home, a language, a registry, perhaps a token. */
export interface Person {
  readonly home: string;
  /** Runs `nforge` in a folder. */
  nforge(folder: string, ...words: readonly string[]): Promise<Outcome>;
  /** Runs `nforge … --json` in a folder and parses its only document. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller knows what a command prints
  json<T>(folder: string, ...words: readonly string[]): Promise<{ readonly code: number; readonly value: T }>;
}

/** Says who a person is. */
export interface PersonOptions {
  readonly registry: string;
  readonly token?: string;
  readonly language?: 'ar' | 'fr' | 'en';
  /** The program; default the one that the build made. */
  readonly program?: string;
  readonly env?: Readonly<Record<string, string>>;
}

const LANG = { ar: 'ar_MA.UTF-8', fr: 'fr_FR.UTF-8', en: 'en_US.UTF-8' } as const;

/** Makes a person with an empty home. */
export function createPerson(workshop: Workshop, options: PersonOptions): Person {
  const { registry, token, language = 'en', program = CLI_PROGRAM } = options;
  const home = workshop.folder('home');
  const env = plainEnvironment(home, {
    NFORGE_REGISTRY: registry,
    ...(token !== undefined && { NFORGE_TOKEN: token }),
    LANG: LANG[language],
    ...options.env,
  });
  const nforge = (folder: string, ...words: readonly string[]): Promise<Outcome> =>
    runProgram(program, words, { cwd: folder, env });
  return {
    home,
    nforge,
    // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- as declared above
    async json<T>(folder: string, ...words: readonly string[]) {
      const { code, stdout, stderr } = await nforge(folder, ...words, '--json');
      try {
        return { code, value: JSON.parse(stdout) as T };
      } catch (cause) {
        throw new Error(`nforge ${words.join(' ')} --json: exit ${String(code)}\n${stdout}\n${stderr}`, { cause });
      }
    },
  };
}
