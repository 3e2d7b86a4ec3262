import type { ChildServer } from '../children/child-server.ts';
import { sendRequests, type Load } from '../load/send-requests.ts';

/** Is one side of a comparison. */
export interface Subject {
  readonly server: ChildServer;
  readonly load: Omit<Load, 'url'>;
}

/**
 * Sends each subject its requests in turn, round after round, and gives the CPU time of its server in microseconds a
 * request: one list for each subject, one value for each round. CPU time of the process, not time on the clock: other
 * work on the machine disturbs it little, and what it disturbs it disturbs for all subjects of a round alike.
 */
export async function cpuPerRequest<Name extends string>(
  subjects: Readonly<Record<Name, Subject>>,
  rounds: number,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(subjects) as Name[];
  const found = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of names) found[name].push(await cpuOf(subjects[name]));
  }
  return found;
}

async function cpuOf({ server, load }: Subject): Promise<number> {
  const before = await server.usage();
  await sendRequests({ ...load, url: server.url });
  const after = await server.usage();
  return (after.cpuMicroseconds - before.cpuMicroseconds) / load.requests;
}
