import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { freshDatabase } from '../../../../test/support/database.ts';
import { waitFor } from '../../../../test/support/wait-for.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import { createInstrumentRegistry, instrumentsChanged } from '../instrument-registry.ts';
import { handTable } from '../seed/hand-table.ts';
import { market } from '../tables.ts';
import { planSeed, seedInstruments, shippedInstruments } from './seed-instruments.ts';

describe('the instruments we ship', () => {
  it('hold at least 300 companies and funds, 20 coins and 10 indices written by hand, each symbol once', () => {
    const rows = handTable();
    const count = (...kinds: string[]): number => rows.filter((row) => kinds.includes(row.kind)).length;
    expect(count('stock', 'etf')).toBeGreaterThanOrEqual(300);
    expect(count('coin')).toBeGreaterThanOrEqual(20);
    expect(count('index')).toBeGreaterThanOrEqual(10);
    expect(new Set(rows.map((row) => row.symbol)).size).toBe(rows.length);
  });

  it('give every row written by hand a price and a volatility to simulate with', () => {
    for (const row of handTable()) {
      expect(Number(row.anchor_price), row.symbol).toBeGreaterThan(0);
      expect(row.volatility, row.symbol).toBeGreaterThan(0);
      expect(row.volatility, row.symbol).toBeLessThan(2);
      expect((row.anchor_price?.split('.')[1] ?? '').replace(/0+$/, '').length, row.symbol).toBeLessThanOrEqual(
        row.price_decimals,
      );
    }
  });

  it('carry current symbols for renamed companies and mark what is gone', () => {
    const rows = new Map(shippedInstruments().map((row) => [row.symbol, row]));
    expect(rows.get('META')?.name).toBe('Meta');
    expect(rows.get('BRK.B')?.exchange).toBe('XNYS');
    expect(rows.get('CELG')?.status).toBe('inactive');
    expect(rows.get('FB')?.status).toBe('inactive');
    expect([...rows.values()].some((row) => /TEST STOCK|&#/.test(row.name))).toBe(false);
    expect([...rows.values()].length).toBeGreaterThan(7_000);
  });
});

describe('seeding', () => {
  it('fills an empty database and changes nothing when run again', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const first = await seedInstruments(platform);
    expect(first).toEqual({ added: shippedInstruments().length, changed: 0 });
    expect(await seedInstruments(platform)).toEqual({ added: 0, changed: 0 });
  });

  it('adds each row once when two processes start together', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const reports = await Promise.all([seedInstruments(platform), seedInstruments(platform)]);
    expect(reports.map((report) => report.added).toSorted((a, b) => a - b)).toEqual([0, shippedInstruments().length]);
  });

  it('keeps what an import or an administrator wrote, and renews what it wrote itself', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    await seedInstruments(platform);
    const set = (symbol: string, origin: 'seed' | 'import' | 'admin') =>
      market(database.db)
        .updateTable('instruments')
        .set({ name: 'Changed', origin })
        .where('symbol', '=', symbol)
        .execute();
    await set('AAPL', 'import');
    await set('MSFT', 'admin');
    await set('NVDA', 'seed');

    expect(await seedInstruments(platform)).toEqual({ added: 0, changed: 1 });
    const { rows } = await sql<{ symbol: string; name: string }>`
      SELECT symbol, name FROM market.instruments WHERE symbol IN ('AAPL', 'MSFT', 'NVDA') ORDER BY symbol`.execute(
      database.db,
    );
    expect(rows.map((row) => row.name)).toEqual(['Changed', 'Changed', 'NVIDIA']);
  });

  it('plans nothing for what is stored already', () => {
    const shipped = shippedInstruments();
    const stored = planSeed([], shipped);
    expect(stored).toHaveLength(shipped.length);
    expect(planSeed(stored, shipped)).toEqual([]);
  });
});

describe('the registry', () => {
  it('reads all at the start and a change when it commits, keeping every index', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    const registry = createInstrumentRegistry(platform);
    const changes: number[] = [];
    registry.onChange((changed) => changes.push(changed.length));
    await registry.start();
    expect(registry.size).toBe(0);

    await seedInstruments(platform);
    await waitFor('the seed to arrive', () => registry.size > 0);
    expect(registry.size).toBe(shippedInstruments().length);
    const index = registry.find('NVDA')?.index;
    await inTransaction(database.db, async (tx) => {
      const { id } = await market(tx)
        .updateTable('instruments')
        .set({ name: 'Old' })
        .where('symbol', '=', 'NVDA')
        .returning('id')
        .executeTakeFirstOrThrow();
      await platform.signals.send(tx, instrumentsChanged, { ids: [id] });
    });
    await waitFor('the old name', () => registry.find('NVDA')?.name === 'Old');
    await seedInstruments(platform);
    await waitFor('the name we ship', () => registry.find('NVDA')?.name === 'NVIDIA');
    await registry.drain();

    expect(registry.find('NVDA')?.index).toBe(index);
    expect(registry.size).toBe(shippedInstruments().length);
    expect(changes).toEqual([registry.size, 1, 1]);
    for (let number = 0; number < registry.size; number += 1) expect(registry.at(number).index).toBe(number);
  });

  it('finds a share class, a preferred share and a pair under every usual spelling', async () => {
    await using database = await freshDatabase();
    const platform = database.platform();
    await seedInstruments(platform);
    const registry = createInstrumentRegistry(platform);
    await registry.start();
    for (const text of ['BRK.B', 'brk-b', 'BRK/B', 'brk b', ' Brk.b '])
      expect(registry.find(text)?.symbol, text).toBe('BRK.B');
    for (const text of ['AGM$A', 'NLY$F', 'nly-f', 'NLY^F', 'NLY.PRF', 'NLY-PF'])
      expect(registry.find(text)?.symbol, text).toBe(text.startsWith('AGM') ? registry.find('AGM$A')?.symbol : 'NLY$F');
    for (const text of ['BTC-USD', 'btc/usd', 'BTC USD']) expect(registry.find(text)?.name, text).toBe('Bitcoin');
    expect(registry.find('NOPE1')).toBeUndefined();
    expect(registry.byId(registry.at(3).id)).toBe(registry.at(3));
    await registry.drain();
  });
});
