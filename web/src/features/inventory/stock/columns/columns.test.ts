import { describe, expect, it } from 'vitest';
import { roomOf, shownColumns, tracksOf, withColumn } from './columns.ts';

describe('the columns of the stock table', () => {
  it('fit beside each other at every width, as long as nobody chose them', () => {
    for (let width = 784; width < 1900; width += 20) {
      const shown = shownColumns(null, roomOf(width));
      expect(tracksOf(shown).width, `${width} px`).toBeLessThanOrEqual(width);
    }
  });

  it('stay as somebody chose them, and scroll', () => {
    const choice = withColumn(withColumn(null, 'note'), 'sku');
    const shown = shownColumns(choice, 0).map(({ id }) => id);
    expect(shown).toContain('note');
    expect(shown.slice(0, 3)).toEqual(['title', 'origin', 'sku']);
    expect(withColumn(choice, 'sku')).not.toContain('sku');
  });
});
