import { useQuery } from '@tanstack/react-query';
import { MonitorSmartphone } from 'lucide-react';
import type { StockView } from '../../../../contract/market.ts';
import { usePreferences } from '../../app/preferences.ts';
import { useLiveQuote, useWatch } from '../../lib/live/hooks.ts';
import { stocksQuery } from '../../lib/queries/market.ts';
import { Delta, Price } from '../../ui/price.tsx';
import { BOARD_CANDIDATES } from './board-selection.ts';

/** One list on every screen: the same live price on a wide and on a small one. */
export function ScreensCard() {
  const { data } = useQuery(stocksQuery({ kind: 'coin', limit: BOARD_CANDIDATES }));
  const coin = data?.[0];
  useWatch(coin ? [coin.symbol] : []);
  return (
    <section className="landing-card" aria-labelledby="landing-screens">
      <header>
        <MonitorSmartphone className="icon" aria-hidden="true" />
        <h2 id="landing-screens">On every screen at once</h2>
      </header>
      {coin && <Screens stock={coin} />}
      <p className="mt-3 text-muted">Add it on one device: it is on all of them.</p>
    </section>
  );
}

function Screens({ stock }: { readonly stock: StockView }) {
  const quote = useLiveQuote(stock.symbol);
  const { flash } = usePreferences();
  const price = <Price value={quote?.price} decimals={stock.price_decimals} flash={flash ? quote?.flash : null} />;
  return (
    <div className="screens" aria-hidden="true">
      <div className="screen">
        <span className="truncate text-12 text-muted">{stock.name}</span>
        <span className="text-16 font-semibold">{price}</span>
        <Delta value={quote?.change_percent} />
      </div>
      <div className="screen screen-phone">
        <b className="truncate text-12 font-semibold">{stock.symbol.replace(/-.*/, '')}</b>
        <span className="text-12">{price}</span>
        <span className="text-12">
          <Delta value={quote?.change_percent} />
        </span>
      </div>
    </div>
  );
}
