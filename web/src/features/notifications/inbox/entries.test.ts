import { describe, expect, it } from 'vitest';
import type { NotificationView } from '../../../lib/queries/notifications.ts';
import { daysOf, isUnread, shortAge } from './entries.ts';

const NOW_MS = Date.parse('2026-11-20T23:30:00.000Z');
let count = 0;

function told(group: string, created_at: string, read_at: string | null = null): NotificationView {
  count += 1;
  return {
    id: `0199-${count}`,
    kind: 'alert_fired',
    title: group,
    body: '',
    facts: [],
    link: null,
    group,
    symbol: group,
    alert_id: null,
    firing_id: null,
    simulated: false,
    read_at,
    created_at,
  };
}

describe('the inbox', () => {
  it('is told by the days of the reader, not of UTC', () => {
    const notifications = [told('AAPL', '2026-11-20T23:10:00.000Z'), told('MSFT', '2026-11-19T14:00:00.000Z')];
    expect(daysOf(notifications, NOW_MS, 'UTC').map(({ name }) => name)).toEqual(['Today', 'Yesterday']);
    expect(daysOf(notifications, NOW_MS, 'Asia/Tokyo').map(({ name }) => name)).toEqual([
      'Today',
      'Thursday 19 November',
    ]);
  });

  it('tells what follows each other of one subject in one line, and begins anew on another day', () => {
    const days = daysOf(
      [
        told('TSLA', '2026-11-20T20:00:00.000Z', '2026-11-20T20:10:00.000Z'),
        told('TSLA', '2026-11-20T19:00:00.000Z'),
        told('AAPL', '2026-11-20T18:00:00.000Z'),
        told('TSLA', '2026-11-20T17:00:00.000Z'),
        told('TSLA', '2026-11-19T17:00:00.000Z'),
      ],
      NOW_MS,
      'UTC',
    );
    expect(days.map(({ entries }) => entries.map(({ newest, earlier }) => [newest.group, earlier.length]))).toEqual([
      [
        ['TSLA', 1],
        ['AAPL', 0],
        ['TSLA', 0],
      ],
      [['TSLA', 0]],
    ]);
    expect(days[0]?.entries.map(isUnread)).toEqual([true, true, true]);
  });

  it('says how long ago in few letters', () => {
    const ages = ['2026-11-20T23:29:36.000Z', '2026-11-20T23:20:00.000Z', '2026-11-20T20:20:00.000Z'];
    expect(ages.map((at) => shortAge(at, NOW_MS, true))).toEqual(['24 s', '10 min', '3 h']);
  });
});
