import quickjsVariant from '@jitl/quickjs-wasmfile-release-sync';
import {
  DefaultIntrinsics,
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSSyncVariant,
} from 'quickjs-emscripten-core';

import type { Program } from '../program.ts';
import {
  LoadError,
  type Sandbox,
  type SandboxEnd,
  type SandboxFault,
  type SandboxLimits,
  type Surroundings,
} from '../sandbox.ts';
import type { WasmModule } from '../wasm/webassembly.ts';
import { readAnswer, readRefusal } from './answer.ts';
import { createMemory, findLayout, takeImage, type Layout } from './image.ts';
import { PRELUDE } from './prelude.ts';

/** Is what a JavaScript program is opened with. */
export interface JavascriptOptions {
  /** The compiled QuickJS. */
  readonly quickjs: WasmModule;
  /** Where this QuickJS keeps what, as probeQuickjs gives it. */
  readonly layout: Layout | undefined;
  readonly limits: SandboxLimits;
  /** Surrounds the loading of the module, whose statements run once. */
  readonly loading: Surroundings;
}

/** More makes the host itself run out of stack before QuickJS does. */
const STACK_BYTES_LIMIT = 256 * 1024;

/**
 * Loads a JavaScript program into a QuickJS of its own. Nothing of the host is in it but two functions: to call a
 * dependency, and to refuse what cannot be given to one. Texts are all that crosses.
 *
 * @throws LoadError when the program cannot be read, throws while it is read or exports no function
 */
export async function openJavascript(program: Program, options: JavascriptOptions): Promise<Sandbox> {
  const memory = createMemory(options.limits.memoryBytes);
  const { context, surround } = await openContext(memory, options);
  surround(options.loading);
  const start = load(context, program, { ...options, surround });
  const image = takeImage(memory, options.layout);
  let isFresh = true;
  return {
    run: (input, surroundings) => {
      if (!isFresh) image.restore();
      isFresh = false;
      surround(surroundings);
      const end = runOnce(context, start, input);
      return image.isRestorable() ? end : { ...end, spent: true };
    },
  };
}

/**
 * Finds in a QuickJS that is thrown away where it keeps what: the same places in every instance of a module. Undefined where it cannot be told, and images are put back whole.
 */
export async function probeQuickjs(quickjs: WasmModule): Promise<Layout | undefined> {
  const memory = createMemory(0);
  const never = (): never => {
    throw new Error('nothing runs here');
  };
  const loading = { isOver: () => false, use: never, refuse: never };
  const limits = { memoryBytes: 0x7fff_ffff, stackBytes: STACK_BYTES_LIMIT, outputBytes: 0 };
  const { context } = await openContext(memory, { quickjs, layout: undefined, limits, loading });
  return findLayout(memory, () => context.evalCode('globalThis.probe = new Uint8Array(300000).fill(1)'));
}

interface Opened {
  readonly context: QuickJSContext;
  /** Sets who is asked from now on. */
  readonly surround: Surround;
}

interface Surround {
  (surroundings: Surroundings): void;
  readonly current: () => Surroundings;
}

// The package's types describe its CommonJS form, in which the default export is one level deeper.
const variant = quickjsVariant as unknown as QuickJSSyncVariant;

async function openContext(memory: object, { quickjs, limits, loading }: JavascriptOptions): Promise<Opened> {
  const custom = newVariant(variant, { wasmModule: quickjs as never, wasmMemory: memory as never });
  const runtime = (await newQuickJSWASMModuleFromVariant(custom)).newRuntime();
  let current = loading;
  runtime.setMemoryLimit(limits.memoryBytes);
  runtime.setMaxStackSize(Math.min(limits.stackBytes, STACK_BYTES_LIMIT));
  runtime.setInterruptHandler(() => current.isOver());
  // Without a loader a module could still import itself.
  const noImports = { error: new Error('a program imports nothing') };
  runtime.setModuleLoader(
    () => noImports,
    () => noImports,
  );
  const context = runtime.newContext({ intrinsics: { ...DefaultIntrinsics, Date: false } });
  const surround = Object.assign((next: Surroundings) => void (current = next), { current: () => current });
  return { context, surround };
}

type LoadOptions = JavascriptOptions & { readonly surround: Surround };

function load(context: QuickJSContext, program: Program, { limits, surround }: LoadOptions): QuickJSHandle {
  const text = (handle: QuickJSHandle | undefined) => (handle === undefined ? '' : context.getString(handle));
  const call = context.newFunction('call', (name, input) =>
    context.newString(surround.current().use(text(name), text(input))),
  );
  const refuse = context.newFunction('refuse', (name, fault) =>
    surround.current().refuse(text(name), readRefusal(text(fault))),
  );
  const prelude = value(context, () => context.evalCode(PRELUDE, 'prelude.js'));
  const data = context.newString(JSON.stringify(program.data));
  const limit = context.newNumber(limits.outputBytes);
  const bind = value(context, () => context.callFunction(prelude, context.undefined, data, call, refuse, limit));
  const main = value(context, () => loadMain(context, program));
  return value(context, () => context.callFunction(bind, context.undefined, main));
}

function loadMain(context: QuickJSContext, { entry }: Program): ReturnType<QuickJSContext['evalCode']> {
  let source: string;
  try {
    source = new TextDecoder('utf-8', { fatal: true }).decode(entry.bytes);
  } catch {
    throw new LoadError({ code: 'load-failed', message: `${entry.path} is not UTF-8` });
  }
  const module = context.evalCode(source, entry.path, { type: 'module' });
  if (module.error) return module;
  const main = context.getProp(module.value, 'default');
  if (context.typeof(main) !== 'function') {
    const message = `${entry.path} exports no default function, or awaits outside of one`;
    throw new LoadError({ code: 'load-failed', message });
  }
  return { value: main } as ReturnType<QuickJSContext['evalCode']>;
}

/** Takes the value of a step of loading; whatever ends the step instead becomes a LoadError. */
function value(context: QuickJSContext, step: () => ReturnType<QuickJSContext['evalCode']>): QuickJSHandle {
  try {
    const result = step();
    if (!result.error) return result.value;
    throw new LoadError({ code: 'load-failed', message: describeGuestError(context, result.error) });
  } catch (error) {
    if (error instanceof LoadError) throw error;
    throw new LoadError({ ...hostFault(error), code: 'load-failed' });
  }
}

function describeGuestError(context: QuickJSContext, error: QuickJSHandle): string {
  const member = (name: string) => {
    const handle = context.getProp(error, name);
    return context.typeof(handle) === 'string' ? context.getString(handle).slice(0, 300) : '';
  };
  if (context.typeof(error) !== 'object') return 'it threw while it was loaded';
  return [member('name'), member('message')].filter((part) => part !== '').join(': ');
}

function runOnce(context: QuickJSContext, start: QuickJSHandle, input: string): SandboxEnd {
  try {
    const result = context.callFunction(start, context.undefined, context.newString(input));
    if (!result.error) return readAnswer(context.getString(result.value));
    // What the prelude could not catch: that the run is over, which whoever ended it knows, or a lack of memory.
    return { ok: false, fault: { code: 'memory', message: 'the sandbox is out of memory' }, spent: false };
  } catch (error) {
    return { ok: false, fault: hostFault(error), spent: true };
  }
}

/** Explains an exception of the host: after it the instance may be in any state. */
function hostFault(error: unknown): SandboxFault {
  if (error instanceof RangeError) return { code: 'stack', message: 'the stack of the sandbox is full' };
  const message = error instanceof Error ? error.message.slice(0, 200) : 'unknown';
  return { code: 'host-failed', message: `the sandbox broke: ${message}` };
}
