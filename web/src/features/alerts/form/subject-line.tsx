import { List } from 'lucide-react';
import type { StockView } from '../../../../../contract/market.ts';
import type { LiveQuote } from '../../../lib/live/live-quote.ts';
import { messageOf } from '../../../lib/problems.ts';
import { Delta, Price } from '../../../ui/price.tsx';
import { QuoteState } from '../../market/quote-state.tsx';

interface SubjectLineProps {
  readonly symbol: string | null;
  readonly list_name: string | null;
  readonly stock: StockView | undefined;
  readonly quote: LiveQuote | undefined;
  readonly error: unknown;
}

/** What is watched, and where it stands now. */
export function SubjectLine({ symbol, list_name, stock, quote, error }: SubjectLineProps) {
  if (symbol === null) {
    return (
      <p className="alert-subject">
        <List className="icon text-muted" aria-hidden="true" />
        <span>
          Every symbol of <b className="font-semibold">{list_name}</b>, each on its own
        </span>
      </p>
    );
  }
  return (
    <p className="alert-subject">
      <b className="font-semibold">{symbol}</b>
      <span className="min-w-0 grow truncate text-muted">
        {stock?.name ?? (error === null ? '' : messageOf(error))}
      </span>
      <QuoteState quote={quote} exchange={stock?.exchange ?? null} />
      <span className="whitespace-nowrap">
        <Price value={quote?.price} decimals={stock?.price_decimals ?? 2} />
      </span>
      <span className="min-w-[9ch] text-right">
        <Delta value={quote?.change_percent} />
      </span>
    </p>
  );
}
