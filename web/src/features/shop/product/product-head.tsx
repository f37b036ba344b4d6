import { Link } from '@tanstack/react-router';
import { ChevronRight, Eye } from 'lucide-react';
import { Fragment } from 'react';
import { usePreferences } from '../../../app/preferences.ts';
import { useNow } from '../../../app/use-now.ts';
import { formatMoney } from '../../../lib/format/money.ts';
import type { ProductView } from '../../../lib/queries/shop.ts';
import { Button } from '../../../ui/button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Delta } from '../../../ui/price.tsx';
import { useAsked } from '../asked.ts';
import { useWatched } from '../use-watched.ts';
import { gameName, languageName, nameOf, originOf, soldWords } from '../words.ts';
import type { ProductParts } from './product-page.tsx';

const NOW_MS = 15_000;

/** The way back: each part leads to what it is a part of. */
export function Breadcrumb({ product }: { readonly product: ProductView }) {
  const { game, set_code, set_name, collector_number } = product;
  const set = set_name ?? set_code;
  return (
    <nav className="breadcrumb" aria-label="Where this is">
      <Link to="/shop">Shop</Link>
      {game !== null && (
        <Fragment>
          <Step />
          <Link to="/shop" search={{ game }}>
            {gameName(game)}
          </Link>
        </Fragment>
      )}
      {set !== null && (
        <Fragment>
          <Step />
          <Link to="/shop" search={{ ...(game !== null && { game }), set: set_code ?? set }}>
            {set}
          </Link>
        </Fragment>
      )}
      {collector_number !== null && (
        <Fragment>
          <Step />
          <span>{collector_number}</span>
        </Fragment>
      )}
    </nav>
  );
}

function Step() {
  return <ChevronRight className="icon-small" aria-hidden="true" />;
}

/** What it is, and what the chosen state costs now. */
export function ProductHead({ product, state }: ProductParts) {
  const { flash } = usePreferences();
  const now_ms = useNow(NOW_MS);
  const { minor, quote } = useAsked(state, product);
  const { language } = product;
  const words = [originOf(product), language === null ? null : languageName(language)].filter(Boolean);
  return (
    <header className="product-head">
      <h1>{nameOf(product)}</h1>
      {state && <WatchProduct symbol={state.instrument_symbol} name={nameOf(product)} />}
      <p className="text-muted">{words.join(' · ')}</p>
      <p className="product-head-price">
        {minor === null ? (
          <span className="text-20 font-semibold text-muted">Sold out</span>
        ) : (
          <>
            <span className={classNames('price text-28', flash && quote?.flash && `flash-${quote.flash}`)}>
              {formatMoney(minor, product.currency)}
            </span>
            {quote?.change_percent != null && <Delta value={quote.change_percent} />}
          </>
        )}
        <span className="text-12 text-muted">
          {state?.state} · {within(soldWords(state?.last_sale_at ?? null, now_ms))}
          {state?.last_sale_minor != null && ` for ${formatMoney(state.last_sale_minor, product.currency)}`}
        </span>
      </p>
    </header>
  );
}

/** As it stands inside of a sentence. */
function within(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function WatchProduct({ symbol, name }: { readonly symbol: string; readonly name: string }) {
  const watched = useWatched();
  const on = watched.has(symbol);
  return (
    <Button className="product-watching" aria-pressed={on} onClick={() => void watched.toggle(symbol, name)}>
      <Eye className="icon" aria-hidden="true" />
      {on ? 'Watching' : 'Watch'}
    </Button>
  );
}
