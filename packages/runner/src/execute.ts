import { contractOpener, type Admitted, type Contract, type Misfit, type OpenContract } from './contract/contract.ts';
import { readJson } from './contract/read-json.ts';
import type { RunLimits } from './limits.ts';
import type { RunFault, RunWarning } from './outcome.ts';
import { nameOf, type Json, type Program } from './program.ts';
import { LoadError, type Sandbox, type SandboxFault, type Surroundings } from './sandbox.ts';

/** Loads a program into a sandbox; throws LoadError. */
export type Open = (program: Program, limits: RunLimits, loading: Surroundings) => Promise<Sandbox>;

/** Is one run to be made. */
export interface RunOrder {
  readonly program: Program;
  /** The input as JSON. */
  readonly input: string;
  readonly limits: RunLimits;
  /** Sandboxes are kept for later runs by this number: runs with different ones share none. */
  readonly slot: number;
}

/** Ends a run; the output as JSON. */
export type RunEnd = { readonly ok: true; readonly text: string; readonly warnings: readonly RunWarning[] } | RunFault;

/** Runs orders, one after the other; keeps what it has loaded until told to forget. */
export interface Executor {
  run(order: RunOrder): Promise<RunEnd>;
  /** Forgets a program with all that it loaded for it. */
  forget(program: Program): void;
}

/**
 * Makes an executor.
 *
 * @param open loads a program by its engine
 * @param clock milliseconds of processor time of this thread, or on the clock where none is told
 */
export function createExecutor(open: Open, clock: () => number): Executor {
  const shelves = new Map<Program, Shelf>();
  const openContract = contractOpener();
  return {
    run: async (order) => {
      const shelf = shelves.get(order.program) ?? createShelf(open, openContract);
      shelves.set(order.program, shelf);
      const until = clock() + order.limits.cpuMs;
      // A run is a function of its input, so where a sandbox was missing it is made and the run begins again.
      for (;;) {
        const end = attempt(order, shelf, () => clock() > until);
        if (!('missing' in end)) return end;
        const fault = await shelf.open(end.missing, order, () => clock() > until);
        if (fault !== undefined) return fault;
      }
    },
    forget: (program) => void shelves.delete(program),
  };
}

/** Holds the sandboxes and contracts of a program and of all that it calls. */
interface Shelf {
  contractOf(program: Program): Contract;
  take(program: Program, order: RunOrder): Sandbox | undefined;
  give(program: Program, order: RunOrder, sandbox: Sandbox): void;
  open(program: Program, order: RunOrder, isLate: () => boolean): Promise<RunFault | undefined>;
}

function createShelf(open: Open, openContract: OpenContract): Shelf {
  const contracts = new Map<Program, Contract>();
  const free = new Map<string, Map<Program, Sandbox[]>>();
  const listOf = (program: Program, { slot, limits }: RunOrder): Sandbox[] => {
    const { memoryBytes, stackBytes, outputBytes, cpuMs, wallMs } = limits;
    const key = [slot, memoryBytes, stackBytes, outputBytes, cpuMs, wallMs].join(' ');
    const byProgram = free.get(key) ?? new Map<Program, Sandbox[]>();
    free.set(key, byProgram);
    const list = byProgram.get(program) ?? [];
    byProgram.set(program, list);
    return list;
  };
  return {
    contractOf: (program) => {
      const contract = contracts.get(program) ?? openContract(program);
      contracts.set(program, contract);
      return contract;
    },
    take: (program, order) => listOf(program, order).pop(),
    give: (program, order, sandbox) => void listOf(program, order).push(sandbox),
    open: async (program, order, isLate) => {
      try {
        listOf(program, order).push(await open(program, order.limits, loading(isLate)));
        return undefined;
      } catch (error) {
        if (!(error instanceof LoadError)) throw error;
        const fault = isLate() ? { ...error.fault, ...LATE } : error.fault;
        return blame(program, order.program, fault);
      }
    },
  };
}

/** Surrounds a program while it is loaded: it may compute, and calls nobody. */
function loading(isOver: () => boolean): Surroundings {
  const end = (): never => {
    throw new Error('a dependency is called in a run, not while the program is loaded');
  };
  return { isOver, use: end, refuse: end };
}

const LATE = { code: 'timeout', message: 'the time of the run is up' } as const;

interface Run {
  readonly order: RunOrder;
  readonly shelf: Shelf;
  readonly isLate: () => boolean;
  readonly warnings: RunWarning[];
  calls: number;
  /** Why the run ends, once it does: nothing that a program catches afterwards matters. */
  end: Halt | undefined;
}

type Halt = RunFault | { readonly missing: Program };

function attempt(order: RunOrder, shelf: Shelf, isLate: () => boolean): RunEnd | Halt {
  const run: Run = { order, shelf, isLate, warnings: [], calls: 0, end: undefined };
  const text = step(run, order.program, { input: order.input, depth: 0 });
  if (run.end !== undefined || text === undefined) return run.end ?? blame(order.program, order.program, LATE);
  return { ok: true, text, warnings: run.warnings };
}

interface Call {
  readonly input: string;
  readonly depth: number;
}

/** Runs one program of the run: input by its contract, sandbox, output by its contract. Undefined once the run ends. */
function step(run: Run, program: Program, { input, depth }: Call): string | undefined {
  const admitted = admit(run, program, input);
  if ('code' in admitted) {
    halt(run, { ...admitted, at: 'input' });
    return undefined;
  }
  const sandbox = run.shelf.take(program, run.order);
  if (sandbox === undefined) {
    halt(run, { missing: program });
    return undefined;
  }
  run.warnings.push(...admitted.warnings.map((warning) => ({ ...warning, ...nameUnlessFirst(run, program) })));
  const end = sandbox.run(JSON.stringify(admitted.input), surroundings(run, program, depth));
  if (!end.spent) run.shelf.give(program, run.order, sandbox);
  // Whatever the program made of it: a run that has ended elsewhere has ended.
  if (run.end !== undefined) return undefined;
  if (end.ok) return judgeOutput(run, program, end.text);
  halt(run, blame(program, run.order.program, run.isLate() ? LATE : end.fault));
  return undefined;
}

function admit(run: Run, program: Program, input: string): RunFault | Admitted {
  const read = readJson(input);
  if (!read.ok) return blame(program, run.order.program, { ...placed(read), code: 'input-not-json' });
  const admitted = run.shelf.contractOf(program).admit(read.value);
  return 'code' in admitted ? misfitFault(run, program, { at: 'input', misfit: admitted }) : admitted;
}

function judgeOutput(run: Run, program: Program, text: string): string | undefined {
  const read = readOutput(text, run.order.limits.outputBytes);
  if ('code' in read) {
    halt(run, blame(program, run.order.program, read));
    return undefined;
  }
  const misfit = run.shelf.contractOf(program).judge(read.value);
  if (misfit === undefined) return JSON.stringify(read.value);
  halt(run, misfitFault(run, program, { at: 'output', misfit }));
  return undefined;
}

function readOutput(text: string, limit: number): SandboxFault | { readonly value: Json } {
  if (new TextEncoder().encode(text).length > limit) {
    return { code: 'output-too-large', message: `more than ${limit} bytes` };
  }
  const read = readJson(text);
  if (read.ok) return read;
  return { ...placed(read), code: 'output-not-json' };
}

function placed({ message, pointer }: { readonly message: string; readonly pointer?: string }) {
  return { message, ...(pointer === undefined ? {} : { pointer }) };
}

function surroundings(run: Run, program: Program, depth: number): Surroundings {
  const { order } = run;
  const stop = (fault: RunFault): never => {
    halt(run, fault);
    throw new Error(fault.message);
  };
  return {
    isOver: () => run.end !== undefined || run.isLate(),
    refuse: (name, fault) => {
      const called = findDependency(program, name);
      return stop(blame(called ?? program, called ? order.program : program, fault));
    },
    use: (name, input) => {
      // A program that caught the end of its run and calls on gets no further.
      if (run.end !== undefined) throw new Error('the run has ended');
      const called = findDependency(program, name);
      const fail = (code: 'use-undeclared' | 'use-depth' | 'use-calls', message: string) =>
        stop(blame(program, order.program, { code, message }));
      if (called === undefined) return fail('use-undeclared', `${name} is not a dependency of ${program.name}`);
      if (depth >= order.limits.depth) return fail('use-depth', `calls nested deeper than ${order.limits.depth}`);
      if (++run.calls > order.limits.calls) return fail('use-calls', `more than ${order.limits.calls} calls`);
      const output = step(run, called, { input, depth: depth + 1 });
      if (output === undefined) throw new Error('the run has ended');
      return output;
    },
  };
}

function findDependency({ dependencies }: Program, name: string): Program | undefined {
  return Object.hasOwn(dependencies, name) ? dependencies[name] : undefined;
}

function halt(run: Run, end: Halt): void {
  run.end ??= end;
}

function misfitFault(
  run: Run,
  program: Program,
  { at, misfit }: { readonly at: 'input' | 'output'; readonly misfit: Misfit },
): RunFault {
  const code = misfit.code === 'schema-invalid' ? 'schema-invalid' : (`${at}-invalid` as const);
  return { ...blame(program, run.order.program, { ...misfit, code }), at };
}

/** Says whose fault it is: the program that was run is not named, a dependency is. */
function blame(program: Program, first: Program, fault: SandboxFault): RunFault {
  return { ok: false, ...fault, ...(program === first ? {} : { program: nameOf(program) }) };
}

function nameUnlessFirst(run: Run, program: Program): { readonly program?: string } {
  return program === run.order.program ? {} : { program: nameOf(program) };
}
