import type { Options } from 'tsup';

type Plugin = NonNullable<Options['esbuildPlugins']>[number];

/**
 * Puts the file of QuickJS beside the bundle: in the place of `runner/src/thread/quickjs-file.ts`, which finds it in the installed
 * package, stands where the bundler has copied it.
 */
export const quickjsFile: Plugin = {
  name: 'quickjs-file',
  setup: (build) => {
    build.initialOptions.loader = { ...build.initialOptions.loader, '.wasm': 'file' };
    build.onLoad({ filter: /[\\/]thread[\\/]quickjs-file\.ts$/ }, () => ({ contents: CODE, loader: 'js' }));
  },
};

const CODE = `import file from '@jitl/quickjs-wasmfile-release-sync/wasm';
export const quickjsFile = () => new URL(file, import.meta.url);
`;
