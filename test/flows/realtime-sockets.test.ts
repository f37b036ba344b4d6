import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { appendUserEvents } from '../../server/modules/realtime/index.ts';
import { inTransaction } from '../../server/platform/db/transaction.ts';
import { newId } from '../../server/platform/ids.ts';
import { type LiveServer, PlainSocket, realClient, startLiveServer, SYMBOLS } from '../support/live-server.ts';
import { waitFor } from '../support/wait-for.ts';

/** Everything twenty times as fast. */
const QUICK = { interval_ms: () => 250, heartbeat_ms: 750 } as const;

function shows(server: LiveServer, screen: ReadonlyMap<string, unknown>, symbols: readonly string[]): boolean {
  return symbols.every(
    (symbol) => JSON.stringify(screen.get(symbol)) === server.source.row(server.source.find(symbol)),
  );
}

async function append(server: LiveServer, user_id: string, data: unknown = {}): Promise<number> {
  const [n] = await inTransaction(server.database.db, (tx) =>
    appendUserEvents(server.platform, tx, [{ user_id, topic: 'test.happened', data }]),
  );
  return n ?? 0;
}

describe('a live socket', () => {
  it('shows a visitor first rows at once and every later price, with digests that agree', async () => {
    await using server = await startLiveServer({ limits: QUICK });
    using visitor = realClient(server, null);
    visitor.client.setSymbols([...SYMBOLS, 'NOPE']);
    visitor.client.start();
    await waitFor('the first rows', () => shows(server, visitor.checker.screen, SYMBOLS));

    for (let round = 0; round < 20; round++) {
      server.source.move([round % SYMBOLS.length, 0]);
      await waitFor('the moved price', () => shows(server, visitor.checker.screen, SYMBOLS));
    }
    await waitFor('heartbeats', () => visitor.checker.heard.heartbeat > 2);

    expect(visitor.checker.heard.snapshot).toBe(1);
    expect(visitor.checker.violations).toEqual([]);
    expect(visitor.client.status()).toMatchObject({ phase: 'live', interval_ms: 250, limits: { symbols: 50 } });
  });

  it('follows a watchlist as it changes on another device', async () => {
    await using server = await startLiveServer({ limits: QUICK });
    const { bearer } = await server.account();
    const id = newId();
    server.lists.set(id, ['AAPL']);
    using first = realClient(server, bearer);
    using second = realClient(server, bearer);
    for (const { client } of [first, second]) {
      client.followWatchlist(id);
      client.start();
    }
    await waitFor('both lists', () => [first, second].every(({ checker }) => shows(server, checker.screen, ['AAPL'])));

    server.changeList(id, ['AAPL', 'TSLA']);
    await waitFor('the added symbol', () =>
      [first, second].every(({ checker }) => shows(server, checker.screen, ['AAPL', 'TSLA'])),
    );
    server.changeList(id, ['TSLA']);
    await waitFor('the change', () => first.changedLists.length === 2);
    server.source.move([0, server.source.find('TSLA')]);
    await waitFor('the price of what is left', () => shows(server, second.checker.screen, ['TSLA']));

    expect(shows(server, second.checker.screen, ['AAPL'])).toBe(false);
    expect([...first.checker.violations, ...second.checker.violations]).toEqual([]);
  });

  it('goes on where it was after the network was gone', async () => {
    await using server = await startLiveServer({ limits: QUICK });
    using visitor = realClient(server, null);
    visitor.client.setSymbols(SYMBOLS);
    visitor.client.start();
    await waitFor('the first rows', () => shows(server, visitor.checker.screen, SYMBOLS));

    visitor.cut();
    server.source.move([1, 2]);
    await waitFor('the prices that moved meanwhile', () => shows(server, visitor.checker.screen, SYMBOLS));

    expect(visitor.checker.heard.resumed).toBe(1);
    expect(visitor.checker.violations).toEqual([]);
  });

  it('tells that the feed has gone stale', async () => {
    await using server = await startLiveServer({ limits: { ...QUICK, heartbeat_ms: 60_000 } });
    using visitor = realClient(server, null);
    visitor.client.start();
    await waitFor('the welcome', () => visitor.client.status().phase === 'live');
    server.source.current = { ...server.source.current, status: 'stale' };

    await waitFor('the news', () => visitor.client.status().feed?.status === 'stale');
  });

  it('stays open over the end of a sign-in that is renewed, and closes with 4001 without', async () => {
    await using server = await startLiveServer({
      limits: { heartbeat_ms: 60_000, auth_notice_ms: 7500, auth_grace_ms: 200 },
    });
    const soon = Date.now() + 8000;
    const { bearer } = await server.account({ expires_at_ms: soon });
    using socket = new PlainSocket(server);
    await socket.say({ type: 'hello', ticket: await server.ticket(bearer) });
    const { auth_expires_at } = await waitFor('auth_soon', () => socket.heard('auth_soon'));
    server.change(bearer, { expires_at_ms: soon + 3000 });
    await socket.say({ type: 'auth', ticket: await server.ticket(bearer) });
    const renewed = await waitFor('the answer', () => socket.heard('limits'));
    const { code } = await waitFor('the end', () => socket.closed);

    expect(auth_expires_at).toBe(Math.floor(soon / 1000));
    expect(renewed.auth_expires_at).toBe(Math.floor((soon + 3000) / 1000));
    expect(code).toBe(4001);
    expect(Date.now()).toBeGreaterThan(soon + 3000);
  });

  it('ends when its sign-in is revoked, and hears nothing more', async () => {
    await using server = await startLiveServer({ limits: QUICK });
    const { bearer, member } = await server.account();
    using here = realClient(server, bearer);
    here.client.setSymbols(SYMBOLS);
    here.client.start();
    await waitFor('the first rows', () => shows(server, here.checker.screen, SYMBOLS));
    server.change(bearer, { session_id: newId() });
    using elsewhere = realClient(server, bearer);
    elsewhere.client.start();
    await waitFor('the other session', () => elsewhere.client.status().phase === 'live');
    const unused = await server.ticket(bearer);

    server.revoke({ user_id: member.user_id, session_id: member.session_id, ended: true });
    server.source.move([0]);
    await waitFor('the end', () => here.client.status().phase === 'stopped');
    expect(here.client.status()).toMatchObject({ close_code: 4503, reason: 'access was ended' });
    expect(shows(server, here.checker.screen, ['AAPL'])).toBe(false);
    expect(elsewhere.client.status().phase).toBe('live');

    server.revoke({ user_id: member.user_id, session_id: null, ended: true });
    await waitFor('the end of all', () => elsewhere.client.status().phase === 'stopped');
    using late = new PlainSocket(server);
    await late.say({ type: 'hello', ticket: unused });
    const { code } = await waitFor('the refusal', () => late.closed);
    expect([4501, 4503]).toContain(code);
  });

  it('comes back by itself with what a changed tier allows', async () => {
    await using server = await startLiveServer();
    const { bearer, member } = await server.account();
    using client = realClient(server, bearer);
    client.client.start();
    await waitFor('the welcome', () => client.client.status().interval_ms === 5000);
    server.change(bearer, { tier: 'premium' });
    server.revoke({ user_id: member.user_id, session_id: null, ended: false });

    await waitFor('the new interval', () => client.client.status().interval_ms === 250);
    expect(client.checker.closes).toEqual([4001]);
  });

  it('sends everybody away on a drain, spread over time, and refuses newcomers', async () => {
    await using server = await startLiveServer();
    const sockets = Array.from({ length: 20 }, () => new PlainSocket(server));
    for (const socket of sockets) await socket.say({ type: 'hello' });
    await waitFor('the welcomes', () => sockets.every((socket) => socket.heard('welcome')));

    await server.realtime.service.drain();
    await waitFor('the closes', () => sockets.every((socket) => socket.closed));
    const byes = sockets.map((socket) => socket.heard('bye'));
    expect(new Set(sockets.map((socket) => socket.closed?.code))).toEqual(new Set([4005]));
    expect(new Set(byes.map((bye) => bye?.code))).toEqual(new Set([4005]));
    expect(new Set(byes.map((bye) => bye?.retry_ms)).size).toBeGreaterThan(5);
    using late = new PlainSocket(server);
    await waitFor('the refusal', () => late.closed);
    expect(late.closed?.code).toBe(1006);
  });
});

describe('events of a user', () => {
  it('reach every device once and in order, and the absent one when it is back', async () => {
    await using server = await startLiveServer({ limits: QUICK });
    const { bearer, member } = await server.account();
    using phone = realClient(server, bearer);
    using desk = realClient(server, bearer);
    phone.client.start();
    desk.client.start();
    await waitFor('both', () => [phone, desk].every(({ client }) => client.status().phase === 'live'));

    await append(server, member.user_id);
    await append(server, member.user_id);
    await waitFor('the first two', () => [phone, desk].every(({ checker }) => checker.events.length === 2));
    phone.cut();
    for (let more = 0; more < 5; more++) await append(server, member.user_id, { text: 'käse 🧀' });
    await waitFor('all seven', () => [phone, desk].every(({ checker }) => checker.events.length === 7));

    expect(phone.checker.events).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect([...phone.checker.violations, ...desk.checker.violations]).toEqual([]);
  });

  it('are numbered without a hole, whatever is rolled back and however many are written at once', async () => {
    await using server = await startLiveServer();
    const { member } = await server.account();
    const writes = Array.from({ length: 30 }, (_, index) =>
      inTransaction(server.database.db, async (tx) => {
        const event = { user_id: member.user_id, topic: 'test.happened', data: { index } };
        const [n = 0] = await appendUserEvents(server.platform, tx, [event]);
        if (index % 3 === 0) throw new Error('changed its mind');
        return n;
      }),
    );
    const done = (await Promise.allSettled(writes)).filter((write) => write.status === 'fulfilled');

    const numbers = done.map(({ value }) => value).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  });

  it('that are too many or too old to replay are told as missed, and later ones still come', async () => {
    await using server = await startLiveServer({ limits: QUICK });
    const { bearer, member } = await server.account();
    for (let n = 0; n < 502; n++) await append(server, member.user_id);
    using socket = new PlainSocket(server);
    await socket.say({ type: 'hello', ticket: await server.ticket(bearer), resume: { session: 'gone', event: 1 } });
    const welcome = await waitFor('the welcome', () => socket.heard('welcome'));
    await append(server, member.user_id);
    const event = await waitFor('the new event', () => socket.heard('event'));
    using near = new PlainSocket(server);
    await near.say({ type: 'hello', ticket: await server.ticket(bearer), resume: { session: 'gone', event: 3 } });
    await waitFor('the replay', () => near.frames.filter(({ type }) => type === 'event').length === 500);

    await sql`DELETE FROM realtime.user_events WHERE n <= 10`.execute(server.database.db);
    using old = new PlainSocket(server);
    await old.say({ type: 'hello', ticket: await server.ticket(bearer), resume: { session: 'gone', event: 9 } });
    const late = await waitFor('the welcome of the late one', () => old.heard('welcome'));

    expect(late).toMatchObject({ resumed: false, event: 503 });
    expect(welcome).toMatchObject({ resumed: false, event: 502 });
    expect(event.n).toBe(503);
    expect(near.heard('event')?.n).toBe(4);
  });
});
