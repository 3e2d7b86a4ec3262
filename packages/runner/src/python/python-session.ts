import { randomBytes } from 'node:crypto';

import type { RunLimits } from '../limits.ts';
import type { RunFault, RunFaultCode, RunOutcome } from '../outcome.ts';
import type { Json, Program } from '../program.ts';
import { HOST_SOURCE } from './host-source.ts';
import { startChild, type Heard, type Message, type PythonChild } from './python-child.ts';
import type { Command } from './sandbox-command.ts';

/** Runs a dependency for a program: the host does it, in a sandbox of its own. */
export type CallDependency = (name: string, input: Json) => Promise<RunOutcome>;

/** Is what one run gave: the output as the program wrote it, not yet held against any schema. */
export type PythonAnswer = { readonly ok: true; readonly text: string } | RunFault;

/** Holds one Python process in which a program is loaded. */
export interface PythonSession {
  /** Runs the program on an input, in a fork of the process as it was when the program had been loaded. */
  run(input: Json, call: CallDependency): Promise<PythonAnswer>;
  /** Whether the process has ended: a fault of its own, or a limit. */
  readonly ended: boolean;
  close(): void;
}

/** Says how a session is opened. */
export interface SessionOptions {
  /** Writes the command for the text of a Python program: in a sandbox or not. */
  readonly command: (source: string) => Command;
  readonly limits: RunLimits;
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
  child.send(loading(program, options));
  const talk: Talk = { child, limits, state: { ended: false } };
  const loaded = within(talk, () => hearReady(talk));
  let queue: Promise<unknown> = loaded;
  return {
    run: (input, call) => {
      const answer = queue.then(async () => (await loaded) ?? within(talk, () => ask(talk, input, call)));
      queue = answer.catch(() => undefined);
      return answer;
    },
    get ended() {
      return talk.state.ended;
    },
    close: () => end(talk),
  };
}

interface Talk {
  readonly child: PythonChild;
  readonly limits: RunLimits;
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
    dependencies: Object.keys(program.dependencies),
    limits: { cpuMs, outputBytes, memoryBytes: memoryBytes + INTERPRETER_BYTES, isApart },
  };
}

function sourcesOf({ entry, sources = {} }: Program): Readonly<Record<string, string>> {
  const decoder = new TextDecoder();
  const files = Object.entries(sources).filter(([path]) => path.endsWith('.py'));
  return Object.fromEntries(
    [...files, [entry.path, entry.bytes] as const].map(([path, bytes]) => [path, decoder.decode(bytes)]),
  );
}

/** Bounds something on the clock; what takes longer ends the process. */
async function within<T>(talk: Talk, act: () => Promise<T | RunFault>): Promise<T | RunFault> {
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    end(talk);
  }, talk.limits.wallMs);
  try {
    const result = await act();
    return isLate ? fault('timeout', TOO_LONG) : result;
  } finally {
    clearTimeout(timer);
  }
}

async function hearReady(talk: Talk): Promise<RunFault | undefined> {
  const heard = await talk.child.next();
  if (heard.kind !== 'message') return endOf(talk, heard);
  if (heard.message['op'] === 'ready') return undefined;
  end(talk);
  return faultIn(heard.message);
}

async function ask(talk: Talk, input: Json, call: CallDependency): Promise<PythonAnswer> {
  // A process that an earlier run left behind does not know the number of this one, so that it cannot answer for it.
  const id = randomBytes(16).toString('hex');
  talk.child.send({ id, input });
  let failed: RunFault | undefined;
  for (;;) {
    const heard = await talk.child.next();
    if (heard.kind !== 'message') return endOf(talk, heard);
    const { message } = heard;
    if (message['id'] !== id) return endOf(talk, { kind: 'babbling' });
    switch (message['op']) {
      case 'use': {
        const outcome = await call(String(message['name']), message['input'] as Json);
        if (!outcome.ok) failed = outcome;
        talk.child.send(outcome.ok ? { output: outcome.output } : {});
        break;
      }
      case 'done':
        return failed ?? { ok: true, text: String(message['text']) };
      case 'aborted':
        return failed ?? fault('threw', 'the process ended without an answer');
      default:
        return failed ?? faultIn(message);
    }
  }
}

function endOf(talk: Talk, heard: Exclude<Heard, { kind: 'message' }>): RunFault {
  end(talk);
  switch (heard.kind) {
    case 'babbling':
      return fault('output-too-large', 'the algorithm writes more than it may, or out of turn');
    case 'not-started':
      return fault('engine-missing', 'Python could not be started');
    case 'ended':
      return BY_SIGNAL[heard.signal ?? 'SIGHUP'] ?? fault('host-failed', 'the Python process ended by itself');
  }
}

const TOO_LONG = 'the algorithm takes longer than it may';

/** What the kernel ended while it was loaded; later the process itself tells how its forks ended. */
const BY_SIGNAL: Partial<Readonly<Record<NodeJS.Signals, RunFault>>> = {
  SIGPROF: fault('timeout', TOO_LONG),
  SIGXCPU: fault('timeout', TOO_LONG),
  SIGKILL: fault('timeout', TOO_LONG),
  SIGSEGV: fault('stack', 'the algorithm calls itself too deeply'),
};

const CODES: ReadonlySet<string> = new Set<RunFaultCode>([
  'output-not-json',
  'output-too-large',
  'timeout',
  'memory',
  'stack',
  'threw',
  'use-undeclared',
  'load-failed',
]);

/** The words come from a process that runs foreign code: only known codes, short text, no control characters. */
function faultIn(message: Message): RunFault {
  const { code, pointer } = message;
  const words = String(message['message'] ?? '')
    .replace(/[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/gu, ' ')
    .slice(0, 500);
  const known = typeof code === 'string' && CODES.has(code) ? (code as RunFaultCode) : 'threw';
  const isOutput = known === 'output-not-json';
  return {
    ...fault(known, words),
    ...(isOutput && { at: 'output' as const }),
    ...(typeof pointer === 'string' && { pointer: pointer.slice(0, 500) }),
  };
}

function fault(code: RunFaultCode, message: string): RunFault {
  return { ok: false, code, message };
}
