import { describe, expect, it } from 'vitest';
import type { NotificationView } from '../../../lib/queries/notifications.ts';
import { type News, NewsPile } from './news-pile.ts';

function fired(symbol: string): NotificationView {
  return {
    id: `0199-${symbol}`,
    kind: 'alert_fired',
    title: `${symbol} rises to 200 or above`,
    body: '200.01 at 14:17:41 ET',
    facts: [],
    link: `/alerts?firing=${symbol}`,
    group: symbol,
    symbol,
    alert_id: null,
    firing_id: null,
    simulated: false,
    read_at: null,
    created_at: '2026-11-20T14:18:04.123Z',
  };
}

/** A screen that keeps what stands on it. */
function screen() {
  const shown = new Map<string, News>();
  const gone = new Map<string, () => void>();
  const close = (id: string) => {
    shown.delete(id);
    gone.get(id)?.();
    gone.delete(id);
  };
  const pile = new NewsPile((news, onGone) => {
    shown.set(news.id, news);
    gone.set(news.id, onGone);
    return () => close(news.id);
  });
  return { pile, close, titles: () => [...shown.values()].map(({ title }) => title), shown };
}

describe('news as they come', () => {
  it('stand for themselves while they are three at most, each leading to why', () => {
    const { pile, titles, shown } = screen();
    for (const symbol of ['AAPL', 'MSFT', 'NVDA']) pile.add(fired(symbol));
    expect(titles()).toEqual(['AAPL', 'MSFT', 'NVDA'].map((symbol) => `${symbol} rises to 200 or above`));
    expect([...shown.values()][0]?.action).toEqual({ label: 'Why', to: '/alerts?firing=AAPL' });
  });

  it('are counted in one message when they come in a burst', () => {
    const { pile, titles, shown } = screen();
    for (let count = 1; count <= 12; count += 1) pile.add(fired(`S${count}`));
    expect(titles()).toEqual(['12 alerts fired']);
    expect([...shown.values()][0]).toMatchObject({
      detail: 'S12, S11, S10 and 9 more',
      action: { to: '/notifications' },
    });
  });

  it('stand for themselves again after the burst has left the screen', () => {
    const { pile, titles, close, shown } = screen();
    for (let count = 1; count <= 4; count += 1) pile.add(fired(`S${count}`));
    for (const id of shown.keys()) close(id);
    pile.add(fired('AAPL'));
    expect(titles()).toEqual(['AAPL rises to 200 or above']);
  });

  it('are told once, even when they come twice', () => {
    const { pile, titles } = screen();
    pile.add(fired('AAPL'));
    pile.add(fired('AAPL'));
    expect(titles()).toHaveLength(1);
  });
});
