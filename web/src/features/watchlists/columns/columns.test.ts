import { describe, expect, it } from 'vitest';
import {
  chosenColumns,
  columns,
  defaultColumns,
  roomOf,
  shownColumns,
  tracksOf,
  withColumn,
  withColumnMoved,
} from './columns.ts';

const idsAt = (choice: readonly string[] | null, width: number) => shownColumns(choice, width).map(({ id }) => id);

describe('columns of the table', () => {
  it('gives way in a narrow pane while nobody chose: change, volume, then the note', () => {
    expect(idsAt(null, 900)).toEqual(defaultColumns);
    expect(idsAt(null, 899)).not.toContain('change');
    expect(idsAt(null, 759)).not.toContain('volume');
    expect(idsAt(null, 600)).toEqual(['today', 'price', 'change_percent', 'range']);
    expect(tracksOf(shownColumns(null, 600), false).width).toBeLessThanOrEqual(600);
  });

  it('changes with the width only where a column comes or goes', () => {
    expect([0, 679, 680, 759, 760, 899, 900, 1400].map(roomOf)).toEqual([0, 0, 680, 680, 760, 760, 900, 900]);
    for (const width of [500, 700, 800, 1000]) expect(idsAt(null, roomOf(width))).toEqual(idsAt(null, width));
  });

  it('shows what was chosen in its order, whatever the width', () => {
    expect(idsAt(['since', 'price'], 320)).toEqual(['since', 'price']);
    expect(idsAt([], 320)).toEqual([]);
  });

  it('leaves out what it does not know, and what is named twice', () => {
    expect(chosenColumns(['price', 'bid', 'price', 'note'])).toEqual(['price', 'note']);
  });

  it('shows, hides and moves a column, and never beyond an end', () => {
    expect(withColumn(['price', 'note'], 'since', true)).toEqual(['price', 'note', 'since']);
    expect(withColumn(['price', 'note'], 'price', false)).toEqual(['note']);
    expect(withColumnMoved(['price', 'note', 'since'], 'since', -1)).toEqual(['price', 'since', 'note']);
    expect(withColumnMoved(['price', 'note'], 'price', -1)).toEqual(['price', 'note']);
    expect(withColumnMoved(['price', 'note'], 'note', 1)).toEqual(['price', 'note']);
  });

  it('has a track for every column, the symbol and the menu', () => {
    expect(tracksOf(columns, true).columns.match(/px(?=\s|$)|fr\)/g)).toHaveLength(columns.length + 2);
  });
});
