import { delimiter, dirname } from 'node:path';

/**
 * Makes the environment of a child: a home of its own and a PATH with this Node only, so that no setting, proxy or token
 * of who runs the tests reaches what is tested. Code that Node compiled is kept as for all processes of a run: hundreds start.
 */
export function plainEnvironment(home: string, extra: Readonly<Record<string, string>> = {}): Record<string, string> {
  const system = Object.entries(process.env).filter(([name]) =>
    /^(SYSTEMROOT|TMPDIR|TEMP|TMP|COMSPEC|NODE_COMPILE_CACHE)$/i.test(name),
  );
  return {
    ...(Object.fromEntries(system) as Record<string, string>),
    HOME: home,
    PATH: [dirname(process.execPath), '/usr/bin', '/bin'].join(delimiter),
    LANG: 'en_US.UTF-8',
    NO_COLOR: '1',
    ...extra,
  };
}
