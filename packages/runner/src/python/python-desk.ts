import type { SandboxEnd } from '../sandbox.ts';
import type { PythonEngine } from './python-engine.ts';
import type { PythonLine, PythonQuestion, PythonReply } from './python-port.ts';
import type { PythonCalls, PythonSession } from './python-session.ts';

/** How many Python processes one thread may have; the one used longest ago makes room. */
const KEPT = 16;

/** Serves the Python processes of one thread that runs algorithms. */
export interface PythonDesk {
  /** Ends the processes. */
  close(): void;
}

/** Answers at one end of a line; the other end is given to the thread. */
export function openDesk(engine: PythonEngine, { port, calls }: PythonLine): PythonDesk {
  const sessions = new Map<number, PythonSession>();
  const say = (reply: PythonReply): void => {
    port.postMessage(reply);
    Atomics.add(calls, 0, 1);
    Atomics.notify(calls, 0);
  };
  // A dependency may be in Python too: the run that asked last is the one that is answered first.
  const asking: ((output: string | undefined) => void)[] = [];
  const wait = (reply: PythonReply): Promise<string | undefined> =>
    new Promise((resolve) => {
      asking.push(resolve);
      say(reply);
    });
  const program: PythonCalls = {
    use: (name, input) => wait({ kind: 'use', name, input }),
    refuse: async (name, fault) => {
      await wait({ kind: 'refuse', name, fault });
    },
  };
  const run = async (question: Extract<PythonQuestion, { kind: 'run' }>): Promise<void> => {
    const session = await sessionOf(engine, sessions, question);
    if (session === undefined) say({ kind: 'unknown' });
    else say({ kind: 'end', end: 'ok' in session ? session : await answerOf(session, question.input, program) });
  };
  port.on('message', (question: PythonQuestion) => {
    if (question.kind === 'answer') asking.pop()?.(question.output);
    else void run(question).catch((error: unknown) => say({ kind: 'end', end: broken(error) }));
  });
  const close = (): void => {
    for (const session of sessions.values()) session.close();
    sessions.clear();
  };
  port.once('close', close);
  port.unref();
  return { close };
}

async function answerOf(session: PythonSession, input: string, calls: PythonCalls): Promise<SandboxEnd> {
  return { ...(await session.run(input, calls)), spent: session.ended };
}

/** Finds the process of a sandbox, or starts it where it is said what to load. */
async function sessionOf(
  engine: PythonEngine,
  sessions: Map<number, PythonSession>,
  { sandbox, load }: Extract<PythonQuestion, { kind: 'run' }>,
): Promise<PythonSession | SandboxEnd | undefined> {
  const known = sessions.get(sandbox);
  sessions.delete(sandbox);
  const session = known?.ended === false ? known : load && (await engine.open(load.program, load.limits));
  if (session === undefined) return undefined;
  if ('code' in session) return { ok: false, fault: session, spent: true };
  sessions.set(sandbox, session);
  const oldest = sessions.size > KEPT ? sessions.entries().next().value : undefined;
  if (oldest !== undefined) {
    sessions.delete(oldest[0]);
    oldest[1].close();
  }
  return session;
}

function broken(error: unknown): SandboxEnd {
  const message = error instanceof Error ? error.message : String(error);
  return { ok: false, fault: { code: 'host-failed', message }, spent: true };
}
