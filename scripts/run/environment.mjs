import { delimiter } from 'node:path';

import { at } from './paths.mjs';

/** Returns the environment of everything we start: our tools first on PATH, no telemetry, no colour noise. */
export function environment({ pnpm, node }) {
  const env = { ...process.env };
  const pathName = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  const own = [node, at('node_modules', '.bin'), pnpm].filter(Boolean);
  env[pathName] = [...new Set(own), env[pathName]].filter(Boolean).join(delimiter);
  Object.assign(env, {
    TURBO_TELEMETRY_DISABLED: '1',
    TURBO_NO_UPDATE_NOTIFIER: '1',
    // What Node made of our sources and tools is kept, so that not each of many short processes and threads makes it again.
    NODE_COMPILE_CACHE: at('.cache', 'compiled'),
    // The runner has just installed; a check before each of turbo's scripts could only start a second install.
    pnpm_config_verify_deps_before_run: 'false',
  });
  if (!process.stdout.isTTY && !env.FORCE_COLOR) env.NO_COLOR = '1';
  return env;
}
