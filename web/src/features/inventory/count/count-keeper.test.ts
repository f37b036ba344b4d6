import { describe, expect, it } from 'vitest';
import type { StockCountView } from '../../../../../contract/inventory-stock.ts';
import { OfflineError } from '../../../lib/api.ts';
import { type Box, type CountBox, emptyBox, withScan } from './count-box.ts';
import { CountKeeper, type KeeperDoors, type Piece } from './count-keeper.ts';

const nothing: StockCountView = {
  id: 'count',
  location_id: 'place',
  status: 'open',
  started_by: 'me',
  started_at: '2026-01-05T10:00:00.000Z',
  ended_at: null,
  entries: [],
};
const card = (name: string): Piece => ({ listing_id: name, title: name, sku: name.toUpperCase(), marks: 'NM' });

/** A server and a device whose time passes when the test says so. */
function world(pieces: Readonly<Record<string, readonly Piece[]>> = { A: [card('a')], B: [card('b')] }) {
  const server = { count: nothing, online: true, calls: 0, answers: true };
  const planned = new Set<() => void>();
  const held: { box: Box | null } = { box: null };
  const store: CountBox = {
    read: () => held.box,
    write: (box) => {
      held.box = structuredClone(box);
    },
  };
  const doors: KeeperDoors = {
    store,
    send: async (entries) => {
      server.calls += 1;
      if (!server.online) throw new OfflineError();
      const others = server.count.entries.filter((old) => !entries.some((one) => one.listing_id === old.listing_id));
      const fresh = entries.map(({ listing_id, counted }) => ({
        listing_id,
        counted,
        title: listing_id,
        sku: listing_id,
        on_hand_seen: 1,
        difference: counted - 1,
        counted_at: nothing.started_at,
      }));
      server.count = { ...server.count, entries: [...others, ...fresh] };
      // The answer can be lost on its way though the server has done it.
      if (!server.answers) throw new OfflineError();
      return server.count;
    },
    find: async (code) => {
      if (!server.online) throw new OfflineError();
      return { exact: pieces[code] ?? [], like: [] };
    },
    after: (run) => {
      planned.add(run);
      return () => planned.delete(run);
    },
  };
  const settle = async () => {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  };
  const pass = async () => {
    for (let round = 0; round < 10 && planned.size > 0; round += 1) {
      const due = [...planned];
      planned.clear();
      for (const run of due) run();
      await settle();
      if (!server.online || !server.answers) return;
    }
  };
  const counts = () => Object.fromEntries(server.count.entries.map((one) => [one.listing_id, one.counted]));
  return {
    server,
    doors,
    held,
    pass,
    counts,
    keeper: (more: Partial<KeeperDoors> = {}) => {
      const keeper = new CountKeeper(server.count, { ...doors, ...more });
      return Object.assign(keeper, { stop: keeper.start() });
    },
  };
}

describe('counting on a device', () => {
  it('is not saved where the device holds what was counted before it was opened', () => {
    const { held, doors } = world();
    expect(new CountKeeper(nothing, doors).state().phase).toBe('saved');
    held.box = withScan(emptyBox, 'A', 1);
    expect(new CountKeeper(nothing, doors).state().phase).toBe('saving');
  });

  it('counts one more with every scan, and sends many scans at once', async () => {
    const { keeper, pass, counts, server } = world();
    const one = keeper();
    for (const code of ['A', 'A', 'B', 'A']) one.scan(code);
    await pass();
    expect(counts()).toEqual({ a: 3, b: 1 });
    expect(server.calls).toBeLessThan(4);
    expect(one.state()).toMatchObject({ phase: 'saved', last: 'a' });
  });

  it('loses nothing without a network, nor when the page is loaded anew, and counts nothing twice', async () => {
    const { keeper, pass, counts, server, held } = world();
    const before = keeper();
    before.scan('A');
    await pass();
    server.online = false;
    before.scan('A');
    before.scan('B');
    await pass();
    expect(before.state().phase).toBe('waiting');
    before.stop();
    expect(held.box?.counted).toMatchObject({ a: { counted: 2 } });
    expect(held.box?.scans).toEqual({ B: 1 });

    const after = keeper();
    after.scan('B');
    server.online = true;
    await pass();
    expect(counts()).toEqual({ a: 2, b: 2 });
    expect(after.state().phase).toBe('saved');
    expect(held.box).toMatchObject({ counted: {}, scans: {} });
  });

  it('sends again what the server did but could not say, with the same result', async () => {
    const { keeper, pass, counts, server } = world();
    const one = keeper();
    server.answers = false;
    one.scan('A');
    await pass();
    await pass();
    expect(counts()).toEqual({ a: 1 });
    one.scan('A');
    server.answers = true;
    one.retry();
    await pass();
    expect(counts()).toEqual({ a: 2 });
  });

  it('asks what a code means that no listing bears, or several do, and drops it or counts it as told', async () => {
    const { keeper, pass, counts } = world({ A: [card('a'), card('b')] });
    const one = keeper();
    one.scan('A');
    one.scan('A');
    one.scan('X');
    await pass();
    const [many, none] = one.state().questions;
    expect(many).toMatchObject({ code: 'A', times: 2, pieces: [card('a'), card('b')] });
    expect(none).toMatchObject({ code: 'X', pieces: [] });
    if (many) one.answer(many, card('b'));
    if (none) one.answer(none, null);
    await pass();
    expect(counts()).toEqual({ b: 2 });
    expect(one.state().questions).toEqual([]);
  });

  it('never counts below none, and takes a number that is typed', async () => {
    const { keeper, pass, counts } = world();
    const one = keeper();
    one.set(card('a'), 12);
    one.add(card('b'), -1);
    await pass();
    expect(counts()).toEqual({ a: 12, b: 0 });
  });

  it('keeps what it holds and says why, when the server refuses', async () => {
    const { keeper, pass, held } = world();
    const one = keeper({ send: () => Promise.reject(new Error('The count has ended')) });
    one.scan('A');
    await pass();
    expect(one.state().refused?.message).toBe('The count has ended');
    expect(held.box?.counted).toHaveProperty('a');
    expect(keeper().state().box.counted).toHaveProperty('a');
  });

  it('holds a bounded number of codes', () => {
    let box: Box | null = emptyBox;
    let held = 0;
    while (box !== null && held < 10_000) {
      const next: Box | null = withScan(box, `code ${held}`, 1);
      if (next !== null) held += 1;
      box = next;
    }
    expect(held).toBe(500);
  });
});
