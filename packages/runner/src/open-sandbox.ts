import type { Open } from './execute.ts';
import type { Layout } from './javascript/image.ts';
import { openJavascript, probeQuickjs } from './javascript/open-javascript.ts';
import type { RunLimits } from './limits.ts';
import type { Program } from './program.ts';
import { LoadError, type Sandbox } from './sandbox.ts';
import { openWasm } from './wasm/open-wasm.ts';
import type { WasmModule } from './wasm/webassembly.ts';

/** Makes the sandbox of a Python program; a page has none. */
export type OpenPython = (program: Program, limits: RunLimits) => Sandbox;

/** Gives the opener of programs by their engines. */
export function openSandboxWith(quickjs: WasmModule, openPython?: OpenPython): Open {
  let layout: Promise<Layout | undefined> | undefined;
  return async (program, limits, loading) => {
    switch (program.engine) {
      case 'javascript':
        layout ??= probeQuickjs(quickjs);
        return openJavascript(program, { quickjs, layout: await layout, limits, loading });
      case 'wasm':
        return openWasm(program, limits);
      case 'python':
        if (openPython !== undefined) return openPython(program, limits);
        throw new LoadError({ code: 'engine-missing', message: 'Python programs do not run here' });
    }
  };
}
