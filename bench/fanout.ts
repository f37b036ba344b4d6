import { type ChildProcess, fork } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type FromLoad,
  type FromServer,
  type Kind,
  kinds,
  SYMBOLS_PER_CLIENT,
  type ToServer,
} from './fanout/messages.ts';

const SIZES = [1000, 4000, 16_000];
/** A cadence at which a size costs a measurable part of one core and the usual way does not cost more than one. */
const cadenceFor = (clients: number): number => (clients <= 1000 ? 1000 : clients <= 4000 ? 2000 : 5000);
const WINDOW_MS = 10_000;
/** Each figure is the best of so many runs: what disturbs a run only ever adds. */
const ROUNDS = 2;
const CONNECT_MS_MAX = 120_000;
const BUDGET_RATIO = 2.8;
const BUDGET_BYTES = 8 * 1024;
/** With fewer clients, the growth of the heap's young half, which is the same for any number, outweighs them. */
const MEMORY_CLIENTS_MIN = 10_000;

interface Measured {
  readonly us_per_update: number;
  readonly us_per_frame: number;
  readonly bytes_per_frame: number;
  readonly memory_per_client: number;
}

/**
 * Fan-out: CPU of the server process per delivered update, and memory per connection, of the live edge beside a bare
 * write of the same bytes and beside one `ws` message per ticker, all in one run. Sizes can be given as arguments.
 */
export async function bench(args: readonly string[]): Promise<void> {
  const sizes = args.length > 0 ? args.map(Number) : SIZES;
  console.log(`Fan-out: ${SYMBOLS_PER_CLIENT} instruments a client, CPU of the server process\n`);
  console.log('clients | what | us/update | us/frame | bytes/frame | against bare | memory/client');
  for (const clients of sizes) {
    const results = new Map<Kind, Measured>();
    for (let round = 0; round < ROUNDS; round++)
      for (const kind of kinds) results.set(kind, better(results.get(kind), await measure(kind, clients)));
    report(clients, results);
  }
}

function better(before: Measured | undefined, now: Measured): Measured {
  return before === undefined || now.us_per_update < before.us_per_update ? now : before;
}

function report(clients: number, results: ReadonlyMap<Kind, Measured>): void {
  const floor = results.get('bare')?.us_per_frame ?? Number.NaN;
  for (const [kind, one] of results) {
    const per_client = one.us_per_update * SYMBOLS_PER_CLIENT;
    const cells = [
      clients,
      kind,
      one.us_per_update.toFixed(3),
      one.us_per_frame.toFixed(2),
      one.bytes_per_frame.toFixed(0),
      `${(per_client / floor).toFixed(2)}x`,
      `${(one.memory_per_client / 1024).toFixed(1)} KiB`,
    ];
    console.log(cells.join(' | '));
  }
  const edge = results.get('edge');
  if (edge === undefined) return;
  const ratio = (edge.us_per_update * SYMBOLS_PER_CLIENT) / floor;
  console.log(
    `  budget ${BUDGET_RATIO}x a bare write: ${ratio <= BUDGET_RATIO ? 'held' : 'MISSED'} (${ratio.toFixed(2)}x)`,
  );
  const held = edge.memory_per_client <= BUDGET_BYTES;
  const verdict = clients < MEMORY_CLIENTS_MIN ? 'not judged at this size' : held ? 'held' : 'MISSED';
  console.log(`  budget ${BUDGET_BYTES / 1024} KiB a connection: ${verdict}\n`);
}

async function measure(kind: Kind, clients: number): Promise<Measured> {
  const cadence_ms = cadenceFor(clients);
  const server = start('server-process.ts', [kind, String(cadence_ms)], ['--expose-gc']);
  try {
    const { port } = await hear<FromServer, 'listening'>(server, 'listening');
    const before = await ask(server, 'memory', 'memory');
    const load = start('load-process.ts', [String(port), String(clients), kind], []);
    try {
      await hear<FromLoad, 'connected'>(load, 'connected');
      const after = await ask(server, 'memory', 'memory');
      server.send({ ask: 'begin' } satisfies ToServer);
      await pause(2 * cadence_ms + WINDOW_MS);
      const { cpu_us, frames, rows, bytes } = await ask(server, 'end', 'window');
      return {
        us_per_update: cpu_us / rows,
        us_per_frame: cpu_us / frames,
        bytes_per_frame: bytes / frames,
        memory_per_client: (after.rss - before.rss) / after.clients,
      };
    } finally {
      await end(load);
    }
  } finally {
    await end(server);
  }
}

function start(file: string, args: readonly string[], flags: readonly string[]): ChildProcess {
  const path = fileURLToPath(new URL(`./fanout/${file}`, import.meta.url));
  return fork(path, args, { execArgv: [...flags], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

async function ask<Tell extends FromServer['tell']>(
  server: ChildProcess,
  question: ToServer['ask'],
  tell: Tell,
): Promise<Extract<FromServer, { tell: Tell }>> {
  const answer = hear<FromServer, Tell>(server, tell);
  server.send({ ask: question } satisfies ToServer);
  return answer;
}

/** Waits for a message, for an end of the process, or for too long. */
function hear<Message extends { readonly tell: string }, Tell extends Message['tell']>(
  child: ChildProcess,
  tell: Tell,
): Promise<Extract<Message, { tell: Tell }>> {
  const { promise, resolve, reject } = Promise.withResolvers<Extract<Message, { tell: Tell }>>();
  const timer = setTimeout(() => reject(new Error(`Waited ${CONNECT_MS_MAX} ms in vain for ${tell}`)), CONNECT_MS_MAX);
  child.on('message', (message: Message) => {
    if (message.tell === tell) resolve(message as Extract<Message, { tell: Tell }>);
  });
  child.once('exit', (code) => reject(new Error(`A process of the measurement ended with ${code}`)));
  return promise.finally(() => clearTimeout(timer));
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  if (child.connected) child.disconnect();
  await gone;
}
