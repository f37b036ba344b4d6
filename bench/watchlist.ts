import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify from 'fastify';
import { createLog } from '../server/platform/log.ts';
import { compose, type Program } from '../server/compose.ts';
import { readConfig } from '../server/config.ts';
import { systemClock } from '../server/platform/clock.ts';
import { Client } from '../test/support/client.ts';
import { waitFor } from '../test/support/wait-for.ts';
import { startLoad } from './http-load.ts';

const SYMBOLS = 'AAPL MSFT NVDA AMZN GOOGL META TSLA AVGO JPM LLY V XOM UNH MA COST HD PG JNJ NFLX WMT'.split(' ');
/** Rounds that count, after those that only warm up: the compiler's own work is CPU of this process as well. */
const ROUNDS = 7;
const WARM_UP_ROUNDS = 2;
const REQUESTS = 2000;
const CONNECTIONS = 16;
/** Budget of the design: this many times a route that answers the same bytes from memory. */
const RATIO_MAX = 3;

/**
 * CPU of one read of a watchlist with 20 items and their quotes, against a Fastify route that answers the same bytes
 * from memory. Both run in this process, turn by turn; the requests come from another process, and PostgreSQL is its own.
 * Two more addresses tell where the CPU goes: one that only the HTTP layer answers, and one that asks PostgreSQL once.
 */
export async function bench(): Promise<void> {
  const data_dir = await mkdtemp(join(tmpdir(), 'omni-stock-bench-'));
  try {
    const { cookie, path } = await prepare(data_dir);
    const program = await start(data_dir, 'api');
    const { body, type } = await read(program.url() + path, cookie);
    await using memory = await startMemory(body, type);
    await using load = startLoad();
    const subjects = subjectsOf({ memory_port: memory.port, url: program.url(), path });
    const times = new Map(subjects.map(({ name }) => [name, [] as number[]]));
    for (let round = 0; round < WARM_UP_ROUNDS + ROUNDS; round += 1)
      for (const { name, port, path: address } of subjects) {
        const request = `GET ${address} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nCookie: ${cookie}\r\n\r\n`;
        const order = { port: Number(port), request, connections: CONNECTIONS, requests: REQUESTS };
        const time_us = await load.cpuPerRequest_us(order);
        if (round >= WARM_UP_ROUNDS) times.get(name)?.push(time_us);
      }
    await program.drain();
    report(times, Buffer.byteLength(body));
  } finally {
    await rm(data_dir, { recursive: true, force: true });
  }
}

const BASELINE = 'the same bytes from memory';
const SUBJECT = 'GET /watchlists/{id}';

interface Subject {
  readonly name: string;
  readonly port: string;
  readonly path: string;
}

function subjectsOf(at: { readonly memory_port: string; readonly url: string; readonly path: string }): Subject[] {
  const { port } = new URL(at.url);
  return [
    { name: BASELINE, port: at.memory_port, path: at.path },
    { name: SUBJECT, port, path: at.path },
    { name: 'GET /tiers (HTTP layer)', port, path: '/api/v1/tiers' },
    { name: 'GET /me (and one query)', port, path: '/api/v1/me' },
  ];
}

async function start(data_dir: string, roles: string): Promise<Program> {
  const config = readConfig([`--run=${roles}`], { DATA_DIR: data_dir, PORT: '0', HOST: '127.0.0.1', DEMO: '0' });
  // Logs as in production, to nowhere: their cost belongs to a request.
  const log = createLog('info', '/dev/null');
  const program = await compose(config, { clock: systemClock, log, web_dir: null, requests_per_minute: () => 1e9 });
  await program.start();
  return program;
}

/** An account with the list, and a quote for every symbol of it; then the feed stops, so that it is not measured. */
async function prepare(data_dir: string): Promise<{ cookie: string; path: string }> {
  const program = await start(data_dir, 'api,feed');
  const client = new Client(program.url());
  await client.do('register', { body: { email: 'bench@example.org', password: 'correct horse battery staple' } });
  const { id } = await client.do('createWatchlist', { body: { name: 'Twenty', symbols: SYMBOLS } });
  await waitFor('a quote for every symbol', async () => {
    const { items } = await client.do('getWatchlist', { params: { id } });
    return items.length === SYMBOLS.length && items.every((item) => item.quote !== null);
  });
  await program.drain();
  const cookie = [...client.cookies].map((pair) => pair.join('=')).join('; ');
  return { cookie, path: `/api/v1/watchlists/${id}` };
}

async function read(url: string, cookie: string): Promise<{ body: string; type: string }> {
  const response = await fetch(url, { headers: { cookie } });
  const body = await response.text();
  const { data } = JSON.parse(body) as { data: { items: { quote: unknown }[] } | null };
  const quotes = data?.items.filter((item) => item.quote !== null).length ?? 0;
  if (quotes !== SYMBOLS.length) throw new Error(`${quotes} of ${SYMBOLS.length} items carry a quote`);
  return { body, type: response.headers.get('content-type') ?? '' };
}

async function startMemory(body: string, type: string): Promise<{ readonly port: string } & AsyncDisposable> {
  const app = Fastify();
  app.get('/api/v1/watchlists/:id', (_, reply) => reply.header('content-type', type).send(body));
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  return { port: new URL(address).port, [Symbol.asyncDispose]: () => app.close() };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function report(times: ReadonlyMap<string, readonly number[]>, bytes: number): void {
  const baseline_us = median(times.get(BASELINE) ?? []);
  const rows = [...times].map(
    ([name, all]) =>
      [name, { 'CPU us/request': round(median(all), 0), ratio: round(median(all) / baseline_us, 2) }] as const,
  );
  const ratio = median(times.get(SUBJECT) ?? []) / baseline_us;
  console.log(`watchlist: 20 items with quotes, ${bytes} bytes, median of ${ROUNDS} rounds of ${REQUESTS} requests`);
  console.table(Object.fromEntries(rows));
  console.log(`budget ${RATIO_MAX}x: ${ratio <= RATIO_MAX ? 'kept' : `missed, ${round(ratio, 2)}x`}`);
}

function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}
