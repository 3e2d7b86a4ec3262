import type { SampleLog } from './sample-log.ts';

/** Tells where a name went in a log, and by which leaves. */
export function whereIs(log: SampleLog, name: string): { readonly to: string; readonly leaves: readonly number[] } {
  let to = name;
  const leaves: number[] = [];
  for (const [index, { leaf }] of log.entries.entries()) {
    if (leaf.kind !== 'transfer') continue;
    const [agency] = to.split('/');
    if (leaf.from !== to && leaf.from !== agency) continue;
    to = `${leaf.to}${to.slice(leaf.from.length)}`;
    leaves.push(index);
  }
  return { to, leaves };
}

/** Gives the path under the present name; undefined where no name in the path moved. */
export function movedPath(log: SampleLog, { pathname, search }: URL): string | undefined {
  const [, kind, name = '', rest = ''] =
    /^\/api\/v1\/(algorithms)\/([^/]+\/[^/]+)(.*)$/.exec(pathname) ??
    /^\/api\/v1\/(agencies)\/([^/]+)(.*)$/.exec(pathname) ??
    [];
  const { to } = whereIs(log, name);
  return kind === undefined || to === name ? undefined : `/api/v1/${kind}/${to}${rest}${search}`;
}
