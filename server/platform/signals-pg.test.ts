import { sql } from 'kysely';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { freshDatabase, type TestDatabase } from '../../test/support/database.ts';
import { waitFor } from '../../test/support/wait-for.ts';
import { inTransaction } from './db/transaction.ts';
import { SIGNAL_BYTES_MAX, signal } from './signals.ts';
import { createSignals } from './signals-pg.ts';

const listChanged = signal<{ list: string }>('test.list_changed');
const other = signal<number>('test.other');

/** Ends every connection that listens on this database, as a failing network or server would. */
async function cutListeners(database: TestDatabase): Promise<void> {
  await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND application_name LIKE '% signals'`.execute(database.db);
}

describe('signals', () => {
  it('reach every process after the commit, the sender included', async () => {
    await using database = await freshDatabase();
    const { signals, log } = database.platform();
    const elsewhere = createSignals({ db: database.db, listen_url: database.url, log });
    await elsewhere.start();
    const here: string[] = [];
    const there: string[] = [];
    signals.on(listChanged, ({ list }) => here.push(list));
    elsewhere.on(listChanged, ({ list }) => there.push(list));
    await inTransaction(database.db, async (tx) => {
      await signals.send(tx, listChanged, { list: 'mine ü' });
      await signals.send(tx, other, 1);
    });
    await waitFor('the signal', () => here.length > 0 && there.length > 0);
    expect([here, there]).toEqual([['mine ü'], ['mine ü']]);
    await elsewhere.drain();
  });

  it('of a transaction that is rolled back are never heard', async () => {
    await using database = await freshDatabase();
    const { signals } = database.platform();
    const heard: string[] = [];
    signals.on(listChanged, ({ list }) => heard.push(list));
    const failing = inTransaction(database.db, async (tx) => {
      await signals.send(tx, listChanged, { list: 'never' });
      throw new Error('refused');
    });
    await expect(failing).rejects.toThrow('refused');
    await inTransaction(database.db, (tx) => signals.send(tx, listChanged, { list: 'after' }));
    await waitFor('the later signal', () => heard.length > 0); // PostgreSQL keeps their order
    expect(heard).toEqual(['after']);
  });

  it('tell of a gap when the connection was cut, and are heard again', async () => {
    await using database = await freshDatabase();
    const { signals } = database.platform();
    const heard: string[] = [];
    let gaps = 0;
    signals.on(listChanged, ({ list }) => heard.push(list));
    signals.onGap(() => {
      gaps += 1;
    });
    await cutListeners(database);
    await waitFor('the gap', () => gaps === 1);
    await inTransaction(database.db, (tx) => signals.send(tx, listChanged, { list: 'back' }));
    await waitFor('the signal', () => heard.length > 0);
    expect(heard).toEqual(['back']);
  });

  it('carry at most SIGNAL_BYTES_MAX bytes, counted in UTF-8', async () => {
    await using database = await freshDatabase();
    const { signals } = database.platform();
    const text = signal<string>('test.text');
    const heard: string[] = [];
    signals.on(text, (payload) => heard.push(payload));
    const fits = 'ü'.repeat((SIGNAL_BYTES_MAX - 2) / 2);
    await inTransaction(database.db, (tx) => signals.send(tx, text, fits));
    await waitFor('the longest signal', () => heard[0] === fits);
    const tooLong = inTransaction(database.db, (tx) => signals.send(tx, text, `${fits}u`));
    await expect(tooLong).rejects.toThrow('longer than');
  });

  it('reach the other handlers when one throws', async () => {
    await using database = await freshDatabase();
    const { signals } = database.platform();
    const heard: string[] = [];
    signals.on(listChanged, () => {
      throw new Error('broken handler');
    });
    const stop = signals.on(listChanged, ({ list }) => heard.push(list));
    await inTransaction(database.db, (tx) => signals.send(tx, listChanged, { list: 'one' }));
    await waitFor('the signal', () => heard.length === 1);
    stop();
    await inTransaction(database.db, (tx) => signals.send(tx, listChanged, { list: 'two' }));
    expect(heard).toEqual(['one']);
  });

  it('refuse to start where the database does not answer', async () => {
    await using database = await freshDatabase();
    const log = pino({ level: 'silent' });
    const signals = createSignals({ db: database.db, listen_url: 'postgres://nobody@127.0.0.1:1/none', log });
    await expect(signals.start()).rejects.toThrow();
    await signals.drain();
  });
});
