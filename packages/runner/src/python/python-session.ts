import { randomBytes } from 'node:crypto';

import type { RunFaultCode } from '../outcome.ts';
import type { Program } from '../program.ts';
import type { SandboxFault } from '../sandbox.ts';
import { HOST_SOURCE } from './host-source.ts';
import { startChild, type Heard, type Message, type PythonChild } from './python-child.ts';
import type { PythonLimits } from './python-port.ts';
import type { Command } from './sandbox-command.ts';

/** Is what a program asks its surroundings during a run. */
export interface PythonCalls {
  /** Calls a dependency: input and output as JSON. Undefined ends the run. */
  use(name: string, input: string): Promise<string | undefined>;
  /** Tells that what was given to a dependency is no JSON; the run ends. */
  refuse(name: string, fault: SandboxFault): Promise<void>;
}

/** Is what one run gave: the output as the program wrote it, not yet held against any schema. */
export type PythonAnswer =
  { readonly ok: true; readonly text: string } | { readonly ok: false; readonly fault: SandboxFault };

/** Holds one Python process in which a program is loaded. */
export interface PythonSession {
  /** Runs the program on an input given as JSON, in a fork of the process as it was when the program had been loaded. */
  run(input: string, calls: PythonCalls): Promise<PythonAnswer>;
  /** Whether the process has ended: by a fault of its own, or at a limit. */
  readonly ended: boolean;
  close(): void;
}

/** Says how a session is opened. */
export interface SessionOptions {
  /** Writes the command for the text of a Python program: in a sandbox or not. */
  readonly command: (source: string) => Command;
  readonly limits: PythonLimits;
  /** Whether the kernel may be asked to forbid further processes: only where they are counted apart from those of others. */
  readonly isApart: boolean;
  readonly onPrint?: ((text: string) => void) | undefined;
}

const MiB = 1024 * 1024;
/** What the interpreter itself maps, beside the memory of the program. */
const INTERPRETER_BYTES = 160 * MiB;

/** Starts a Python process; the program is loaded in it before the first input. */
export function openSession(program: Program, options: SessionOptions): PythonSession {
  const { limits, onPrint } = options;
  // The output is a text within a document, in which one byte may become six.
  const child = startChild(options.command(HOST_SOURCE), { lineBytes: 7 * limits.outputBytes + 65_536, onPrint });
  child.send(JSON.stringify(loading(program, options)));
  const talk: Talk = { child, limits, state: { ended: false } };
  const loaded = within(talk, () => hearReady(talk));
  return {
    run: async (input, calls) => (await loaded) ?? within(talk, () => ask(talk, input, calls)),
    get ended() {
      return talk.state.ended;
    },
    close: () => end(talk),
  };
}

type Failed = Extract<PythonAnswer, { ok: false }>;

interface Talk {
  readonly child: PythonChild;
  readonly limits: PythonLimits;
  readonly state: { ended: boolean };
}

function end({ child, state }: Talk): void {
  state.ended = true;
  child.kill();
}

function loading(program: Program, { limits, isApart }: SessionOptions): object {
  const { cpuMs, outputBytes, memoryBytes } = limits;
  return {
    entry: program.entry.path,
    function: program.entry.function ?? '',
    sources: sourcesOf(program),
    data: program.data,
    limits: { cpuMs, outputBytes, memoryBytes: memoryBytes + INTERPRETER_BYTES, isApart },
  };
}

function sourcesOf({ entry, sources = {} }: Program): Readonly<Record<string, string>> {
  const decoder = new TextDecoder();
  const files = [...Object.entries(sources), [entry.path, entry.bytes] as const];
  return Object.fromEntries(files.map(([path, bytes]) => [path, decoder.decode(bytes)]));
}

/** Bounds something on the clock; what takes longer ends the process. */
async function within<T>(talk: Talk, act: () => Promise<T>): Promise<T | Failed> {
  const late = new AbortController();
  const timer = setTimeout(() => {
    late.abort();
    end(talk);
  }, talk.limits.wallMs);
  try {
    const result = await act();
    return late.signal.aborted ? failed('timeout', TOO_LONG) : result;
  } finally {
    clearTimeout(timer);
  }
}

async function hearReady(talk: Talk): Promise<Failed | undefined> {
  const heard = await talk.child.next();
  if (heard.kind !== 'message') return endOf(talk, heard);
  if (heard.message['op'] === 'ready') return undefined;
  end(talk);
  return { ok: false, fault: faultIn(heard.message) };
}

async function ask(talk: Talk, input: string, calls: PythonCalls): Promise<PythonAnswer> {
  // A process that an earlier run left behind does not know the number of this one, so that it cannot answer for it.
  const id = randomBytes(16).toString('hex');
  talk.child.send(`{"id":"${id}","input":${input}}`);
  for (;;) {
    const heard = await talk.child.next();
    if (heard.kind !== 'message') return endOf(talk, heard);
    const { message } = heard;
    if (message['id'] !== id) return endOf(talk, { kind: 'babbling' });
    const answer = await follow(talk, message, calls);
    if (answer !== undefined) return answer;
  }
}

/** Does what a message of a run asks for; gives the answer of the run when it is one. */
async function follow(talk: Talk, message: Message, calls: PythonCalls): Promise<PythonAnswer | undefined> {
  const name = String(message['name']);
  switch (message['op']) {
    case 'use': {
      const output = await calls.use(name, JSON.stringify(message['input'] ?? null));
      talk.child.send(output === undefined ? '{}' : `{"output":${output}}`);
      return undefined;
    }
    case 'refuse':
      await calls.refuse(name, faultIn(message));
      return undefined;
    case 'done':
      return { ok: true, text: String(message['text']) };
    default:
      return { ok: false, fault: faultIn(message) };
  }
}

const TOO_LONG = 'the algorithm takes longer than it may';

/** What the kernel ended while it was loaded; later the process itself tells how its forks ended. */
const BY_SIGNAL: Partial<Readonly<Record<NodeJS.Signals, Failed>>> = {
  SIGPROF: failed('timeout', TOO_LONG),
  SIGXCPU: failed('timeout', TOO_LONG),
  SIGKILL: failed('timeout', TOO_LONG),
  SIGSEGV: failed('stack', 'the algorithm calls itself too deeply'),
};

function endOf(talk: Talk, heard: Exclude<Heard, { kind: 'message' }>): Failed {
  end(talk);
  switch (heard.kind) {
    case 'babbling':
      return failed('output-too-large', 'the algorithm writes more than it may, or out of turn');
    case 'not-started':
      return failed('engine-missing', 'Python could not be started');
    case 'ended':
      return BY_SIGNAL[heard.signal ?? 'SIGHUP'] ?? failed('host-failed', 'the Python process ended by itself');
  }
}

const CODES: ReadonlySet<string> = new Set<RunFaultCode>([
  'input-not-json',
  'output-not-json',
  'output-too-large',
  'timeout',
  'memory',
  'stack',
  'threw',
  'load-failed',
]);

/** The words come from a process that runs foreign code: only known codes, short text, no control characters. */
function faultIn(message: Message): SandboxFault {
  const { code, pointer } = message;
  const words = typeof message['message'] === 'string' ? message['message'] : 'the process ended without an answer';
  return {
    code: typeof code === 'string' && CODES.has(code) ? (code as RunFaultCode) : 'threw',
    message: words.replace(/[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/gu, ' ').slice(0, 500),
    ...(typeof pointer === 'string' && pointer !== '' && { pointer: pointer.slice(0, 500) }),
  };
}

function failed(code: RunFaultCode, message: string): Failed {
  return { ok: false, fault: { code, message } };
}
