import { describe, expect, it } from 'vitest';
import type { SocketEvent, SocketLike } from '../../../../contract/live/client.ts';
import type { ClientFrame, ServerFrame } from '../../../../contract/live/protocol.ts';
import type { QuoteView } from '../../../../contract/market.ts';
import { Live } from './live.ts';

const APPLE: QuoteView = {
  symbol: 'AAPL',
  epoch: 'e1',
  version: 10,
  price: '196.58',
  previous_close: '194.90',
  change: '1.68',
  change_percent: '0.86',
  open: '195.00',
  high: '197.00',
  low: '194.50',
  volume: 31_204_880,
  at: '2026-11-20T14:18:04.000Z',
  source: 'simulator',
  simulated: true,
  delay_ms: 0,
  session: 'regular',
  freshness: 'live',
};
const PRINTED_MS = Date.parse(APPLE.at) + 1000;
const FEED = { status: 'live', watermark: 0, source: 'simulator' } as const;

/** The server's end of a socket, played by the test. */
class PlayedSocket implements SocketLike {
  readonly heard: ClientFrame[] = [];
  readonly #listeners: { type: string; listener: (event: SocketEvent) => void }[] = [];
  send(text: string) {
    this.heard.push(JSON.parse(text) as ClientFrame);
  }
  close() {}
  addEventListener(type: string, listener: (event: SocketEvent) => void) {
    this.#listeners.push({ type, listener });
  }
  fire(type: string, event: Partial<SocketEvent> = {}) {
    for (const entry of this.#listeners) if (entry.type === type) entry.listener({ type, ...event });
  }
  say(frame: ServerFrame) {
    this.fire('message', { data: JSON.stringify(frame) });
  }
}

/** Live prices with time turned by hand; microtasks run between two steps. */
function play(options: { readonly connects?: boolean } = {}) {
  let now_ms = 0;
  let due: { at_ms: number; run: () => void }[] = [];
  const sockets: PlayedSocket[] = [];
  const asked: { symbols: readonly string[]; etag: string | null }[] = [];
  const world = { answers: true };
  const after = (run: () => void, delay_ms: number) => {
    const task = { at_ms: now_ms + delay_ms, run };
    due.push(task);
    return () => {
      due = due.filter((other) => other !== task);
    };
  };
  const live = new Live({
    client: {
      open() {
        if (options.connects === false) throw new Error('blocked');
        const socket = new PlayedSocket();
        sockets.push(socket);
        return socket;
      },
      ticket: () => Promise.resolve('t'),
      timers: { now: () => now_ms, set: (ms, run) => after(run, ms), clear: (cancel) => (cancel as () => void)() },
      random: () => 0.5,
    },
    clock: { now: () => now_ms, hidden: () => false, nextFrame: (run) => after(run, 16), after },
    fetchQuotes(symbols, etag) {
      asked.push({ symbols, etag });
      if (!world.answers) return Promise.reject(new Error('down'));
      return Promise.resolve(etag === '"1"' ? null : { quotes: [APPLE], etag: '"1"' });
    },
  });
  async function turn(by_ms: number) {
    const end_ms = now_ms + by_ms;
    for (;;) {
      for (let settle = 0; settle < 20; settle += 1) await Promise.resolve();
      const next = due.toSorted((a, b) => a.at_ms - b.at_ms)[0];
      if (!next || next.at_ms > end_ms) break;
      due = due.filter((task) => task !== next);
      now_ms = next.at_ms;
      next.run();
    }
    now_ms = end_ms;
  }
  async function welcome(event = 0) {
    await turn(1);
    const socket = sockets.at(-1);
    if (!socket) throw new Error('no socket was opened');
    socket.fire('open');
    socket.say({
      type: 'welcome',
      session: 's',
      epoch: 'e1',
      resumed: false,
      event,
      heartbeat_ms: 15_000,
      interval_ms: 5000,
      auth_expires_at: null,
      now: 0,
      limits: { symbols: 50, commands_per_min: 120, frame_bytes: 4096 },
      feed: FEED,
    });
    await turn(100);
    return socket;
  }
  return { live, asked, world, turn, welcome };
}

describe('live prices of the page', () => {
  it('subscribe once to what several parts want, and show rows one flush later', async () => {
    const { live, turn, welcome } = play();
    live.watch(['AAPL', 'MSFT']);
    live.watch(['AAPL']);
    live.start();
    const socket = await welcome();
    const commands = socket.heard.filter((frame) => frame.type === 'subscribe');
    expect(commands).toMatchObject([{ symbols: ['AAPL', 'MSFT'] }]);
    socket.say({ type: 'snapshot', frame: 1, rows: [['AAPL', 11, '196.60', '1.70', PRINTED_MS]] });
    await turn(20);
    expect(live.store.get('AAPL')).toMatchObject({ price: '196.60', source: 'simulator' });
    expect(live.connection()).toMatchObject({ phase: 'live', interval_ms: 5000, feed: 'live' });
  });

  it('read the figures of the day for what is on screen, at once and every 30 seconds', async () => {
    const { live, asked, turn, welcome } = play();
    live.store.subscribe('AAPL', () => undefined);
    live.watch(['AAPL']);
    live.start();
    await welcome();
    expect(live.store.get('AAPL')?.volume).toBe(31_204_880);
    const before = asked.length;
    await turn(31_000);
    expect(asked.length - before).toBe(1);
  });

  it('come over REST with its ETag while no socket gets through', async () => {
    const { live, asked, turn } = play({ connects: false });
    live.watch(['AAPL']);
    live.start();
    await turn(12_000);
    expect(live.connection().phase).toBe('polling');
    expect(live.store.get('AAPL')?.price).toBe('196.58');
    expect(asked.map((question) => question.etag)).toContain('"1"');
  });

  it('are shown as stale 15 seconds after nothing answers any more, and live again after the return', async () => {
    const { live, world, turn, welcome } = play();
    live.watch(['AAPL']);
    live.start();
    const socket = await welcome();
    live.seed([APPLE]);
    await turn(20);
    world.answers = false;
    socket.fire('close', { code: 1006 });
    await turn(10_000);
    expect(live.store.get('AAPL')?.freshness).toBe('live');
    await turn(6_000);
    expect(live.store.get('AAPL')?.freshness).toBe('stale');
    world.answers = true;
    live.setOnLine(true);
    await welcome();
    expect(live.store.get('AAPL')?.freshness).toBe('live');
  });

  it('are offline as soon as the browser says so', async () => {
    const { live, welcome } = play();
    live.start();
    await welcome();
    let told = 0;
    live.onConnection(() => {
      told += 1;
    });
    live.setOnLine(false);
    expect(live.connection().phase).toBe('offline');
    live.setOnLine(true);
    expect(live.connection().phase).toBe('live');
    expect(told).toBe(2);
  });

  it('stand still while paused and catch up after', async () => {
    const { live, turn, welcome } = play();
    live.watch(['AAPL']);
    live.start();
    const socket = await welcome();
    live.setPaused(true);
    socket.say({ type: 'snapshot', frame: 1, rows: [['AAPL', 11, '196.60', '1.70', PRINTED_MS]] });
    await turn(5000);
    expect(live.connection().phase).toBe('paused');
    expect(live.store.get('AAPL')?.price).not.toBe('196.60');
    live.setPaused(false);
    await turn(20);
    expect(live.store.get('AAPL')?.price).toBe('196.60');
  });

  it('give a symbol and a list back when the last part lets go', async () => {
    const { live, turn, welcome } = play();
    const stops = [live.watch(['AAPL']), live.watch(['AAPL']), live.followWatchlist('l1'), live.followWatchlist('l1')];
    live.start();
    const socket = await welcome();
    for (const frame of socket.heard)
      if (frame.type === 'subscribe') socket.say({ type: 'subscribed', id: frame.id, rejected: {}, symbols: [] });
    await turn(100);
    for (const frame of socket.heard.slice(2))
      if (frame.type === 'subscribe') socket.say({ type: 'subscribed', id: frame.id, rejected: {}, symbols: [] });
    const given = () => socket.heard.filter((frame) => frame.type === 'unsubscribe').length;
    stops[0]?.();
    stops[2]?.();
    await turn(1000);
    expect(given()).toBe(0);
    stops[1]?.();
    stops[3]?.();
    await turn(1000);
    expect(given()).toBeGreaterThan(0);
  });

  it('tell of a followed list that changed elsewhere', async () => {
    const { live, welcome } = play();
    const changed: string[] = [];
    live.onWatchlist((id) => changed.push(id));
    live.followWatchlist('l1');
    live.start();
    const socket = await welcome();
    socket.say({ type: 'watchlist', watchlist: 'l1', symbols: ['AAPL'] });
    expect(changed).toEqual(['l1']);
  });

  it('tell each event once, and that some were missed when they are too old to be told again', async () => {
    const { live, turn, welcome } = play();
    const told: (string | number)[] = [];
    live.onEvent(({ n }) => told.push(n));
    live.onEventsMissed(() => told.push('missed'));
    live.start();
    const socket = await welcome(4);
    for (const n of [5, 5, 4, 6]) socket.say({ type: 'event', n, topic: 'notification.created', data: {} });
    socket.fire('close', { code: 4003 });
    await turn(2000);
    await welcome(900);
    expect(told).toEqual([5, 6, 'missed']);
  });
});
