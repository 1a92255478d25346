/**
 * Figures for whoever watches the machine, in the words Prometheus reads.
 *
 * They count routes, kinds and times. No id, name, address or path is in them.
 */
import { createServer, type Server } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const steps = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000];
type Count = { times: number; sum: number; within: number[] };
const answers = new Map<string, Count>();
const counters = new Map<string, number>();
const waits = monitorEventLoopDelay({ resolution: 20 });

/** One answer was sent. Routes are the house's own patterns, so there are never many. */
export function countAnswer(route: string, method: string, status: number, ms: number): void {
  const key = `method="${/^(GET|HEAD|POST)$/.test(method) ? method : 'other'}",route="${route}",status="${Math.floor(status / 100)}xx"`;
  let count = answers.get(key);
  if (!count) answers.set(key, (count = { times: 0, sum: 0, within: steps.map(() => 0) }));
  count.times++;
  count.sum += ms;
  for (let at = steps.length - 1; at >= 0 && ms <= steps[at]!; at--) count.within[at]!++;
}

export const count = (name: string) => counters.set(name, (counters.get(name) ?? 0) + 1);

export type Gauges = Record<string, number>;

export function metricsText(gauges: Gauges): string {
  const memory = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const lines = ['# TYPE alongside_http_request_duration_ms histogram'];
  for (const [key, { times, sum, within }] of answers) {
    steps.forEach((step, at) => lines.push(`alongside_http_request_duration_ms_bucket{${key},le="${step}"} ${within[at]}`));
    lines.push(`alongside_http_request_duration_ms_bucket{${key},le="+Inf"} ${times}`);
    lines.push(`alongside_http_request_duration_ms_sum{${key}} ${sum.toFixed(1)}`, `alongside_http_request_duration_ms_count{${key}} ${times}`);
  }
  for (const [name, value] of counters) lines.push(`# TYPE alongside_${name}_total counter`, `alongside_${name}_total ${value}`);
  const now: Gauges = {
    process_resident_memory_bytes: memory.rss,
    process_heap_bytes: memory.heapUsed,
    process_uptime_seconds: Math.round(process.uptime()),
    process_event_loop_p99_ms: Number.isFinite(waits.percentile(99)) ? Math.round(waits.percentile(99) / 1e4) / 100 : 0,
    ...gauges
  };
  lines.push('# TYPE alongside_process_cpu_seconds_total counter', `alongside_process_cpu_seconds_total ${((user + system) / 1e6).toFixed(2)}`);
  for (const [name, value] of Object.entries(now)) lines.push(`# TYPE alongside_${name} gauge`, `alongside_${name} ${value}`);
  waits.reset();
  return `${lines.join('\n')}\n`;
}

/** A port of its own, so that a proxy cannot show it to the world by mistake. */
export function serveMetrics(port: number, host: string, gauges: () => Promise<Gauges>): Promise<Server> {
  waits.enable();
  const server = createServer(async (req, res) => {
    if (req.url !== '/metrics') return void res.writeHead(404).end();
    res.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }).end(metricsText(await gauges().catch(() => ({}))));
  });
  return new Promise((listening, failed) => server.once('error', failed).listen(port, host, () => listening(server)));
}
