import type { Open } from './execute.ts';
import { openJavascript } from './javascript/open-javascript.ts';
import { LoadError } from './sandbox.ts';
import { openWasm } from './wasm/open-wasm.ts';
import type { WasmModule } from './wasm/webassembly.ts';

/** Gives the opener of programs by their engines. */
export function openSandboxWith(quickjs: WasmModule): Open {
  return async (program, limits, loading) => {
    switch (program.engine) {
      case 'javascript':
        return openJavascript(program, { quickjs, limits, loading });
      case 'wasm':
        return openWasm(program, limits);
      case 'python':
        throw new LoadError({ code: 'engine-missing', message: 'python does not run in this sandbox' });
    }
  };
}
