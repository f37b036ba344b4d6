import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { SparklineView } from '../../../../contract/market.ts';
import { usePreferences } from '../../app/preferences.ts';
import { useLiveQuote, useWatch } from '../../lib/live/hooks.ts';
import { sparklinesQuery } from '../../lib/queries/market.ts';
import { SimulatedBadge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Delta, Price } from '../../ui/price.tsx';
import { Sparkline } from '../market/sparkline.tsx';

interface FirstListProps {
  readonly symbols: readonly string[];
  /** Those that can be taken out one by one, because they were named one by one. */
  readonly removable: ReadonlySet<string>;
  readonly onRemove: (symbol: string) => void;
}

/** The list as it will be, moving already. */
export function FirstList({ symbols, removable, onRemove }: FirstListProps) {
  const { data: lines } = useQuery(sparklinesQuery(symbols));
  const first = useLiveQuote(symbols[0] ?? '');
  useWatch(symbols);
  return (
    <section
      aria-labelledby="first-list"
      className="rounded-card bg-raised px-4 pt-3 pb-2 shadow-[0_0_0_1px_var(--hairline),0_16px_48px_rgb(20_24_31/0.06)]"
    >
      <header className="flex h-8 items-center gap-2">
        <h2 id="first-list" className="grow text-13">
          Your list
        </h2>
        {first?.simulated && <SimulatedBadge />}
        <span className="text-12 text-muted">{symbols.length}</span>
      </header>
      {symbols.length === 0 ? (
        <p className="border-t border-hairline py-10 text-center text-muted">What you choose appears here.</p>
      ) : (
        <ul>
          {symbols.map((symbol) => (
            <FirstListRow
              key={symbol}
              symbol={symbol}
              line={lines?.get(symbol)}
              onRemove={removable.has(symbol) ? () => onRemove(symbol) : null}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface RowProps {
  readonly symbol: string;
  readonly line: SparklineView | undefined;
  readonly onRemove: (() => void) | null;
}

function FirstListRow({ symbol, line, onRemove }: RowProps) {
  const quote = useLiveQuote(symbol);
  const { flash } = usePreferences();
  return (
    <li className="flex h-11 items-center gap-3 border-t border-hairline">
      <span className="flex min-w-0 grow items-center gap-1">
        <b className="truncate font-semibold">{symbol}</b>
        {onRemove && (
          <IconButton label={`Take out ${symbol}`} small onClick={onRemove}>
            <X className="icon-small" aria-hidden="true" />
          </IconButton>
        )}
      </span>
      <span className="max-sm:hidden">
        <Sparkline line={line} quote={quote} />
      </span>
      <span className="number min-w-[10ch]">
        <Price value={quote?.price} decimals={decimalsShown(quote?.price)} flash={flash ? quote?.flash : null} />
      </span>
      <span className="number min-w-[9ch]">
        <Delta value={quote?.change_percent} />
      </span>
    </li>
  );
}

/** A price comes with its instrument's decimals. */
function decimalsShown(price: string | undefined): number {
  return price?.split('.')[1]?.length ?? 0;
}
