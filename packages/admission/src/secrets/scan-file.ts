import { errorAt, type Finding } from '../finding.ts';
import type { CheckWorker, Outcome } from '../worker/check-worker.ts';
import type { SecretHit } from '../worker/find-secrets.ts';
import { findKeys } from './key-rules.ts';
import { isToken, TOKEN_PATTERN } from './token.ts';

/** Takes the content of one file piece by piece and tells the secrets in it; holds at most one window of it. */
export interface SecretScan {
  write(bytes: Uint8Array): Promise<void>;
  end(): Promise<readonly Finding[]>;
}

/** Bytes looked at in one go. */
const WINDOW = 256 * 1024;
/** Bytes that two windows share; no secret we know of is longer (a PEM key of 16,384 bits has 12.6 KB). */
const OVERLAP = 16 * 1024;
/** Bytes of a window's beginning that serve only as context: what starts there was judged in the window before. */
const CONTEXT = 512;
const FINDINGS_LIMIT = 20;

interface State {
  readonly path: string;
  readonly worker: CheckWorker;
  readonly findings: Finding[];
  /** What is not judged yet, one character per byte. */
  text: string;
  /** Lines before `text`. */
  lines: number;
  isFirst: boolean;
  isBinary: boolean;
}

/**
 * Scans one file for secrets: tokens of our own and private keys everywhere, and in text files what secretlint's
 * recommended rules know (its comments `secretlint-disable-line` silence those rules, not ours).
 * Bytes count as characters (secrets are ASCII) and NULs are dropped, which also reads UTF-16. A file of other bytes
 * with NULs is binary: chance would make secrets of it, so only our own tokens and private keys are looked for.
 * A finding names file and line, never the secret.
 */
export function scanFile(path: string, worker: CheckWorker): SecretScan {
  const state: State = { path, worker, findings: [], text: '', lines: 0, isFirst: true, isBinary: false };
  return {
    write: async (bytes) => {
      for (let at = 0; at < bytes.length; at += WINDOW) {
        const piece = Buffer.from(bytes.subarray(at, at + WINDOW)).toString('latin1');
        if (state.isFirst && state.text === '') state.isBinary = looksBinary(piece);
        state.text += piece.replaceAll('\0', '');
        while (state.text.length >= WINDOW) await judgeWindow(state);
      }
    },
    end: async () => {
      await judge(state, state.text, Infinity);
      return state.findings;
    },
  };
}

/** Judges a full window and keeps its end for the next one. */
async function judgeWindow(state: State): Promise<void> {
  const window = state.text.slice(0, WINDOW);
  await judge(state, window, WINDOW - OVERLAP + CONTEXT);
  state.lines += countLines(window.slice(0, WINDOW - OVERLAP));
  state.text = state.text.slice(WINDOW - OVERLAP);
  state.isFirst = false;
}

async function judge(state: State, text: string, until: number): Promise<void> {
  const from = state.isFirst ? 0 : CONTEXT;
  const tokens = [...text.matchAll(TOKEN_PATTERN)].filter(([token]) => isToken(token)).map(({ index }) => index);
  const keys = findKeys(text);
  const outcome = state.isBinary ? NOTHING : await state.worker.run('secrets', { path: state.path, text });
  if (outcome.kind !== 'done') {
    report(state, limitFinding(state, outcome));
    return;
  }
  const hits = [...keys, ...outcome.output].map(({ kind, offset }) => ({
    offset,
    code: 'secret-found' as const,
    params: { kind },
  }));
  const all = [...hits, ...tokens.map((offset) => ({ offset, code: 'token-found' as const, params: {} }))];
  for (const { offset, code, params } of all.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < from || offset >= until) continue;
    report(
      state,
      errorAt(code, { file: state.path, line: state.lines + countLines(text.slice(0, offset)) + 1 }, params),
    );
  }
}

function limitFinding({ path, worker }: State, outcome: Exclude<Outcome<unknown>, { kind: 'done' }>): Finding {
  return outcome.kind === 'timeout'
    ? errorAt('check-timeout', { file: path }, { seconds: worker.limits.cpuMs / 1000 })
    : errorAt('check-too-heavy', { file: path }, { limit: worker.limits.memoryMiB });
}

function report({ findings }: State, finding: Finding): void {
  const same = findings.some(
    ({ code, line, params }) =>
      code === finding.code && line === finding.line && params['kind'] === finding.params['kind'],
  );
  if (!same && findings.length < FINDINGS_LIMIT) findings.push(finding);
}

const NOTHING: Outcome<readonly SecretHit[]> = { kind: 'done', output: [] };

const SNIFFED = 8192;

/** Tells binary from text by its first bytes; a byte order mark or NULs in just every second place are UTF-16. */
function looksBinary(piece: string): boolean {
  const head = piece.slice(0, SNIFFED);
  if (!head.includes('\0')) return false;
  if (/^(?:\xff\xfe|\xfe\xff)/.test(head)) return false;
  return !/^(?:[^\0]\0)+.?$/s.test(head) && !/^(?:\0[^\0])+.?$/s.test(head);
}

const countLines = (text: string): number => text.split('\n').length - 1;
