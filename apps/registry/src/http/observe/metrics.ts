import type { Metric, Registry } from 'prom-client';

import { DURATION_BOUNDS, type RouteTally, type Tally } from './tally.ts';

/** Is one number of the service at the time of asking. */
export interface Reading {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge';
  read(): number | Promise<number>;
}

/** Writes the metrics of this server in the Prometheus text format. */
export interface Metrics {
  render(): Promise<{ readonly type: string; readonly text: string }>;
}

/** Makes the metrics: those of the process, the tally of requests, and the readings given. */
export function createMetrics(tally: Tally, readings: readonly Reading[]): Metrics {
  let registry: Promise<Registry> | undefined;
  const open = async (): Promise<Registry> => {
    // Loaded at the first scrape: a server nobody watches pays neither for the library nor for its observers.
    const { collectDefaultMetrics, Registry } = await import('prom-client');
    const made = new Registry();
    collectDefaultMetrics({ register: made });
    register(made, 'nforge_http_requests_total', () => requestCounts(tally));
    register(made, 'nforge_http_request_duration_seconds', () => requestDurations(tally));
    for (const reading of readings)
      register(made, reading.name, async () => ({ ...reading, values: [{ labels: {}, value: await reading.read() }] }));
    return made;
  };
  return {
    async render() {
      const opened = await (registry ??= open());
      return { type: opened.contentType, text: await opened.metrics() };
    },
  };
}

interface Value {
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

interface Snapshot {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly values: readonly Value[];
}

// prom-client asks a metric only for its name and get(): a snapshot of plain numbers, no bookkeeping per request.
function register(registry: Registry, name: string, snapshot: () => Snapshot | Promise<Snapshot>): void {
  const metric = { name, get: async () => ({ ...(await snapshot()), aggregator: 'sum' }) };
  registry.registerMetric(metric as unknown as Metric);
}

function requestCounts({ routes }: Tally): Snapshot {
  const values = [...routes].flatMap(([route, { statuses }]) =>
    [...statuses].map(([status, value]) => ({ labels: { route, status }, value })),
  );
  return { name: 'nforge_http_requests_total', help: 'Requests answered.', type: 'counter', values };
}

function requestDurations({ routes }: Tally): Snapshot {
  const name = 'nforge_http_request_duration_seconds';
  const values = [...routes].flatMap(([route, tally]) => histogram(name, route, tally));
  return { name, help: 'Time until the answer was handed over.', type: 'histogram', values };
}

function histogram(name: string, route: string, { buckets, sum }: RouteTally): readonly Value[] {
  let count = 0;
  const below = buckets.map((value, index) => {
    count += value;
    const le = DURATION_BOUNDS[index] ?? '+Inf';
    return { metricName: `${name}_bucket`, labels: { route, le }, value: count };
  });
  return [
    ...below,
    { metricName: `${name}_sum`, labels: { route }, value: sum },
    { metricName: `${name}_count`, labels: { route }, value: count },
  ];
}
