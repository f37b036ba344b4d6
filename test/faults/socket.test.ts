import { describe, expect, it } from 'vitest';
import { manualClock } from '../../server/platform/clock.ts';
import { expectStillServing, type LiveServer, PlainSocket, startLiveServer } from '../support/live-server.ts';
import { waitFor } from '../support/wait-for.ts';

describe('a ticket', () => {
  it('opens one socket, once, from where it was asked for', async () => {
    await using server = await startLiveServer();
    const { bearer } = await server.account();
    const ticket = await server.ticket(bearer);
    using first = new PlainSocket(server);
    using second = new PlainSocket(server);
    await Promise.all([first, second].map((socket) => socket.say({ type: 'hello', ticket })));
    await waitFor('an answer for each', () => [first, second].every((one) => one.heard('welcome') ?? one.closed));
    const foreign = await server.ticket(bearer, server.url);
    using elsewhere = new PlainSocket(server);
    await elsewhere.say({ type: 'hello', ticket: foreign });
    await waitFor('the refusal', () => elsewhere.closed);
    using invented = new PlainSocket(server);
    await invented.say({ type: 'hello', ticket: 'x'.repeat(43) });
    await waitFor('the refusal', () => invented.closed);

    const closed = [first, second].map((socket) => socket.closed?.code);
    expect(closed.sort((a = 0, b = 0) => b - a)).toEqual([4501, undefined]);
    expect([elsewhere.closed?.code, invented.closed?.code]).toEqual([4501, 4501]);
  });

  it('is not good any more after 30 seconds', async () => {
    let late_ms = 0;
    const clock = { ms: () => Date.now() + late_ms, now: () => new Date(Date.now() + late_ms) };
    await using server = await startLiveServer({ platform: { clock } });
    const { bearer } = await server.account();
    const ticket = await server.ticket(bearer);
    late_ms = 30_001;
    using socket = new PlainSocket(server);
    await socket.say({ type: 'hello', ticket });

    expect((await waitFor('the refusal', () => socket.closed)).code).toBe(4501);
  });
});

describe('a handshake', () => {
  it('from a page of another origin is refused with 403 before the upgrade', async () => {
    await using server = await startLiveServer();
    const { host } = new URL(server.url);
    const statuses = await Promise.all(
      ['https://evil.example', 'null', `http://${host}.evil.example`, `http://evil.${host}`, `http://${host}`].map(
        (origin) => statusOf(server, { origin }),
      ),
    );

    expect(statuses).toEqual([403, 403, 403, 403, 101]);
  });

  it('is refused with 503 and Retry-After when too many come at once', async () => {
    // At the same moment, however long a busy machine takes: no place comes free meanwhile.
    const clock = manualClock(Date.now());
    const limits = { admissions_per_s: 1, admissions_burst: 5 };
    await using server = await startLiveServer({ platform: { clock }, limits });
    const statuses = await Promise.all(Array.from({ length: 12 }, () => statusOf(server, {})));

    expect(statuses.filter((status) => status === 101)).toHaveLength(5);
    expect(statuses.filter((status) => status === 503)).toHaveLength(7);
  });

  it('of another version is closed with 4505', async () => {
    await using server = await startLiveServer();
    using socket = new PlainSocket(server, { protocol: 'omnistock.v9' });

    expect((await waitFor('the close', () => socket.closed)).code).toBe(4505);
  });

  it('without a hello closes with 4006', async () => {
    await using server = await startLiveServer({ limits: { hello_ms: 200 } });
    using socket = new PlainSocket(server);

    expect((await waitFor('the close', () => socket.closed)).code).toBe(4006);
  });

  it('beyond 5 of a user, or the limit of an address, closes with 4504', async () => {
    await using server = await startLiveServer({ limits: { per_address_max: 8 } });
    const { bearer } = await server.account();
    const sockets = Array.from({ length: 6 }, () => new PlainSocket(server));
    for (const socket of sockets) {
      await socket.say({ type: 'hello', ticket: await server.ticket(bearer) });
      await waitFor('an answer', () => socket.heard('welcome') ?? socket.closed);
    }
    const more = Array.from({ length: 4 }, () => new PlainSocket(server));
    await waitFor('the refusal', () => more.some((socket) => socket.closed));

    expect(sockets.map((socket) => socket.closed?.code ?? null)).toEqual([null, null, null, null, null, 4504]);
    expect(more.filter((socket) => socket.closed?.code === 4504)).toHaveLength(1);
    for (const socket of [...sockets, ...more]) socket[Symbol.dispose]();
    await waitFor('room again', () => server.realtime.health().connections === 0);
    await expectStillServing(server);
  });
});

describe('the demo account', () => {
  it('takes any number of visitors: five of them never shut out the sixth', async () => {
    await using server = await startLiveServer();
    const { bearer } = await server.account({ is_demo: true });
    const sockets = Array.from({ length: 8 }, () => new PlainSocket(server));
    for (const socket of sockets) {
      await socket.say({ type: 'hello', ticket: await server.ticket(bearer) });
      await waitFor('an answer', () => socket.heard('welcome') ?? socket.closed);
    }

    expect(sockets.map((socket) => socket.closed?.code ?? null)).toEqual(sockets.map(() => null));
    for (const socket of sockets) socket[Symbol.dispose]();
  });
});

describe('a client that does not do its part', () => {
  it('and never reads is closed with 4002, while its neighbour gets every price', async () => {
    const symbols = Array.from({ length: 1000 }, (_, index) => `S${index}`);
    const limits = {
      interval_ms: () => 50,
      symbols_max: () => 1000,
      slow_ms: 500,
      heartbeat_ms: 60_000,
      close_bytes: 512 * 1024,
    };
    await using server = await startLiveServer({ symbols, limits });
    using slow = new PlainSocket(server);
    using neighbour = new PlainSocket(server);
    for (const socket of [slow, neighbour]) {
      await socket.say({ type: 'hello' });
      await socket.say({ type: 'subscribe', id: 1, symbols: symbols.slice(0, 450) });
      await socket.say({ type: 'subscribe', id: 2, symbols: symbols.slice(450, 900) });
      await waitFor('the snapshot', () => socket.heard('snapshot'));
    }
    slow.web.pause();
    const all = [...symbols.keys()];
    const closes = server.platform.metrics.counter('rt_slow_disconnects_total', '');
    const value = async () => (await closes.get()).values[0]?.value ?? 0;
    // The kernel's buffers have to be full before ours fill.
    await waitFor('the end of patience', async () => {
      server.source.move(all);
      return (await value()) === 1;
    });
    slow.web.resume();
    await waitFor('the close', () => slow.closed);
    await waitFor('the newest price at the neighbour', () =>
      neighbour.frames.some(
        (frame) => frame.type === 'quotes' && frame.rows.some(([, version]) => version === server.source.version(0)),
      ),
    );

    expect([1006, 4002]).toContain(slow.closed?.code);
    expect(neighbour.closed).toBeNull();
  });

  it('and leaves two heartbeats unanswered is closed with 4003', async () => {
    await using server = await startLiveServer({ limits: { heartbeat_ms: 200 } });
    using socket = new PlainSocket(server);
    await socket.say({ type: 'hello' });
    const { code } = await waitFor('the close', () => socket.closed);

    expect(code).toBe(4003);
    expect(socket.frames.filter(({ type }) => type === 'heartbeat')).toHaveLength(2);
  });
});

/** Status of the answer to a handshake. A 503 must say when to come back. */
async function statusOf(server: LiveServer, options: { readonly origin?: string }): Promise<number> {
  using socket = new PlainSocket(server, options);
  return await new Promise((resolve, reject) => {
    socket.web.on('open', () => resolve(101));
    socket.web.on('unexpected-response', (_, answer) => {
      const { statusCode = 0, headers } = answer;
      if (statusCode === 503 && !(Number(headers['retry-after']) > 0)) reject(new Error('No Retry-After'));
      else resolve(statusCode);
      answer.destroy();
    });
  });
}
