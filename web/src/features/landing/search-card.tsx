import { useQuery } from '@tanstack/react-query';
import { Search } from 'lucide-react';
import { useDeferredValue, useEffect, useState } from 'react';
import type { StockView } from '../../../../contract/market.ts';
import { useLiveQuote, useWatch } from '../../lib/live/hooks.ts';
import { messageOf } from '../../lib/problems.ts';
import { stocksQuery } from '../../lib/queries/market.ts';
import { Delta, Price } from '../../ui/price.tsx';

const HITS = 2;
const TYPING_MS = 120;
/** A name with a typo, so that the box shows at once what it can do. */
const EXAMPLE = 'appel';

/** The real search to try: it finds what was meant, not only what was typed. */
export function SearchCard() {
  const [typed, setTyped] = useState(EXAMPLE);
  const asked = useSettled(useDeferredValue(typed.trim()), TYPING_MS);
  const { data, error } = useQuery(stocksQuery({ q: asked === '' ? EXAMPLE : asked, limit: HITS }));
  useWatch(data?.map((hit) => hit.symbol) ?? []);
  return (
    <section className="landing-card" aria-labelledby="landing-search">
      <header>
        <Search className="icon" aria-hidden="true" />
        <h2 id="landing-search">Find it, typos and all</h2>
      </header>
      <label className="input">
        <span className="unseen">Symbol, company, coin or index</span>
        <input
          type="search"
          value={typed}
          maxLength={80}
          placeholder={EXAMPLE}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <ul className="landing-hits" aria-label="Matches">
        {data?.map((hit) => (
          <Hit key={hit.symbol} stock={hit} />
        ))}
        {data?.length === 0 && <li className="landing-hit text-muted">No match for “{asked}”.</li>}
        {error !== null && data === undefined && <li className="landing-hit text-muted">{messageOf(error)}</li>}
      </ul>
    </section>
  );
}

function Hit({ stock }: { readonly stock: StockView }) {
  const quote = useLiveQuote(stock.symbol);
  return (
    <li className="landing-hit">
      <b className="flex-none font-semibold">{stock.symbol}</b>
      <span className="min-w-0 grow truncate text-muted">{stock.name}</span>
      <Price value={quote?.price} decimals={stock.price_decimals} />
      <span className="number min-w-[9ch]">
        <Delta value={quote?.change_percent} />
      </span>
    </li>
  );
}

/** The value once it has stood still for a while. */
function useSettled<Value>(value: Value, after_ms: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), after_ms);
    return () => clearTimeout(timer);
  }, [value, after_ms]);
  return settled;
}
