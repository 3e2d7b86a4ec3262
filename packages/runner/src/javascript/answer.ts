import type { RunFaultCode } from '../outcome.ts';
import { pointerOf, type SandboxEnd, type SandboxFault } from '../sandbox.ts';

/** Reads what the prelude's `run` answers: `=JSON`, or a fault. */
export function readAnswer(answer: string): SandboxEnd {
  if (answer.startsWith('=')) return { ok: true, text: answer.slice(1), spent: false };
  const fault = readRefusal(answer);
  return { ok: false, fault, spent: fault.code === 'memory' || fault.code === 'stack' };
}

const CODES: readonly RunFaultCode[] = [
  'threw',
  'output-not-json',
  'output-too-large',
  'input-not-json',
  'memory',
  'stack',
];

/**
 * Reads a fault of the prelude: `!code`, the path as a JSON array, and a message of any number of lines.
 * A program may have forged it: a code that no prelude says becomes `threw`, and a path that is none is left out.
 */
export function readRefusal(text: string): SandboxFault {
  const [head = '', path = '', ...message] = text.split('\n');
  const code = CODES.find((one) => head === `!${one}`) ?? 'threw';
  const pointer = readPath(path);
  return { code, message: message.join('\n').slice(0, 400), ...(pointer === undefined ? {} : { pointer }) };
}

function readPath(path: string): string | undefined {
  try {
    const keys: unknown = JSON.parse(path);
    return Array.isArray(keys) && keys.length > 0 ? pointerOf(keys) : undefined;
  } catch {
    return undefined;
  }
}
