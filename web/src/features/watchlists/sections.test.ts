import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { WatchlistItemView } from '../../../../contract/watchlists.ts';
import { movedTo } from './change-items.ts';
import { groupItems, type ListRow, type Place, placeAt, placeAtEnd, rowsOf } from './sections.ts';

type Items = readonly WatchlistItemView[];
const item = (symbol: string, section = '') => ({ symbol, section }) as WatchlistItemView;
const open = { grouped: true, collapsed: new Set<string>() };
const told = (rows: readonly ListRow[]) =>
  rows.map((row) => (row.kind === 'item' ? row.key : `${row.name || 'none'} ${row.count}`));
const put = (items: Items, symbol: string, { position, section }: Place): Items =>
  movedTo(items, symbol, position).map((one) => (one.symbol === symbol ? item(symbol, section) : one));

const list = [item('AAA'), item('BBB', 'Ideas'), item('CCC'), item('DDD', 'Core'), item('EEE', 'Ideas')];

describe('sections of a list', () => {
  it('puts items of a section together under its name and count, those of none first', () => {
    expect(told(rowsOf(list, open))).toEqual(['none 2', 'AAA', 'CCC', 'Ideas 2', 'BBB', 'EEE', 'Core 1', 'DDD']);
  });

  it('shows no heading without sections, or when another order is asked for', () => {
    expect(told(rowsOf([item('AAA'), item('BBB')], open))).toEqual(['AAA', 'BBB']);
    expect(told(rowsOf(list, { ...open, grouped: false }))).toEqual(['AAA', 'BBB', 'CCC', 'DDD', 'EEE']);
  });

  it('keeps the heading of a collapsed section, with its count', () => {
    const rows = rowsOf(list, { grouped: true, collapsed: new Set(['Ideas']) });
    expect(told(rows)).toEqual(['none 2', 'AAA', 'CCC', 'Ideas 2', 'Core 1', 'DDD']);
    expect(placeAt(rows, { from: 5, to: 4 }, list)).toEqual({ position: 1, section: 'Ideas' });
  });

  it('moves a row under a heading into that section, and above it to the end of the one before', () => {
    const rows = rowsOf(list, open);
    expect(placeAt(rows, { from: 1, to: 3 }, list)).toMatchObject({ section: 'Ideas' });
    expect(placeAt(rows, { from: 4, to: 3 }, list)).toMatchObject({ section: '' });
    expect(placeAt(rows, { from: 1, to: 0 }, list)).toBeNull();
    expect(placeAt(rows, { from: 0, to: 2 }, list)).toBeNull();
  });

  it('appends to a section, and to the list when the section is new', () => {
    expect(placeAtEnd(item('AAA'), 'Ideas', list)).toEqual({ position: 4, section: 'Ideas' });
    expect(placeAtEnd(item('AAA'), 'New', list)).toEqual({ position: 4, section: 'New' });
  });

  it('shows a moved row where it was put, with everything else in the order it had', () => {
    const section = fc.constantFrom('', 'Ideas', 'Core');
    const lists = fc.array(section, { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(lists, fc.nat(40), fc.nat(40), (names, a, b) => {
        const own = names.map((name, at) => item(`S${at}`, name));
        const rows = rowsOf(own, open);
        const [from, to] = [a % rows.length, b % rows.length];
        const place = placeAt(rows, { from, to }, own);
        const row = rows[from];
        if (!place || row?.kind !== 'item') return;
        const inSection = (items: Items) =>
          groupItems(items)
            .filter((one) => one.section === place.section)
            .map((one) => one.symbol);
        // Of the section it lands in, the items are those that stood before the line, itself, and those after it.
        const others = rows.filter((other) => other !== row);
        const sectionOf = (other: ListRow) => (other.kind === 'item' ? other.item.section : null);
        const before = others.slice(0, to).filter((other) => sectionOf(other) === place.section);
        const after = others.slice(to).filter((other) => sectionOf(other) === place.section);
        const wanted = [...before, row, ...after].map((other) => other.key);
        expect(inSection(put(own, row.key, place))).toEqual(wanted);
      }),
    );
  });
});
