import { Link } from '@tanstack/react-router';
import { Eye } from 'lucide-react';
import type { SparklineView } from '../../../../../contract/market.ts';
import { usePreferences } from '../../../app/preferences.ts';
import { UNKNOWN } from '../../../lib/format/number.ts';
import { formatMoney } from '../../../lib/format/money.ts';
import type { ProductStateView, ProductSummaryView } from '../../../lib/queries/shop.ts';
import { Badge } from '../../../ui/badge.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Delta } from '../../../ui/price.tsx';
import { Sparkline } from '../../market/sparkline.tsx';
import { Art } from '../art.tsx';
import { useAsked } from '../asked.ts';
import type { Watched } from '../use-watched.ts';
import { countOf, leadOf, nameOf, originOf, soldWords, spreadOf, spreadText } from '../words.ts';

export interface CardProps {
  readonly product: ProductSummaryView;
  readonly line: SparklineView | undefined;
  readonly watched: Watched;
  readonly now_ms: number;
  /** Sets are named by their codes. */
  readonly short: boolean;
}

/** One product of the shop: what it is, what it costs now, what each condition costs. */
export function ProductCard({ product, line, watched, now_ms, short }: CardProps) {
  const { slug, available, offers } = product;
  const lead = leadOf(product);
  const name = nameOf(product);
  const gone = product.price_minor === null;
  return (
    <article className={classNames('product-card', gone && 'is-gone')} aria-labelledby={`product-${slug}`}>
      <div className="product-plate">
        <Art
          image_url={product.image_url}
          seed={slug}
          mark={[product.set_code?.toUpperCase(), product.collector_number].filter(Boolean).join(' ') || name}
          gone={gone}
        />
        {available === 1 && (
          <span className="product-last">
            <Badge tone="warn">Last piece</Badge>
          </span>
        )}
      </div>
      {lead && <WatchButton symbol={lead.instrument_symbol} name={name} watched={watched} />}
      <div className="product-body">
        <h2 id={`product-${slug}`} className="product-name">
          <Link to="/shop/$slug" params={{ slug }} className="product-link" title={product.title}>
            {name}
          </Link>
        </h2>
        <p className="product-origin">{originOf(product, short)}</p>
        <CardPrice product={product} lead={lead} line={line} />
      </div>
      <CardSpread product={product} />
      <p className="product-foot">
        <span>{countOf(offers, 'offer')}</span>
        <span>{soldWords(product.last_sale_at, now_ms)}</span>
      </p>
    </article>
  );
}

function CardPrice({
  product,
  lead,
  line,
}: Pick<CardProps, 'product' | 'line'> & { readonly lead: ProductStateView | null }) {
  const { flash } = usePreferences();
  const { minor, quote } = useAsked(lead, product);
  const several = product.states.filter((state) => state.price_minor !== null).length > 1;
  if (minor === null) {
    return (
      <p className="product-price">
        <span className="text-16 font-semibold text-muted">Sold out</span>
      </p>
    );
  }
  return (
    <p className="product-price">
      {several && <span className="text-12 text-muted">from</span>}
      <span className={classNames('price text-16', flash && quote?.flash && `flash-${quote.flash}`)}>
        {formatMoney(minor, product.currency)}
      </span>
      {quote?.change_percent != null && (
        <span className="text-12">
          <Delta value={quote.change_percent} />
        </span>
      )}
      <span className="grow" />
      <Sparkline line={line} quote={quote} />
    </p>
  );
}

function CardSpread({ product }: Pick<CardProps, 'product'>) {
  const spread = spreadOf(product);
  if (spread.length === 0) return <div className="product-spread" />;
  return (
    <dl className="product-spread">
      {spread.map(({ name, state }) => (
        <SpreadPrice key={name} name={name} state={state} product={product} />
      ))}
    </dl>
  );
}

interface SpreadPriceProps extends Pick<CardProps, 'product'> {
  readonly name: string;
  readonly state: ProductStateView | null;
}

function SpreadPrice({ name, state, product }: SpreadPriceProps) {
  const { minor } = useAsked(state, product);
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {minor === null ? (
          <>
            <span aria-hidden="true">{UNKNOWN}</span>
            <span className="unseen">none on offer</span>
          </>
        ) : (
          spreadText(minor, product.currency)
        )}
      </dd>
    </div>
  );
}

interface WatchButtonProps {
  readonly symbol: string;
  readonly name: string;
  readonly watched: Watched;
}

function WatchButton({ symbol, name, watched }: WatchButtonProps) {
  const on = watched.has(symbol);
  return (
    <button
      type="button"
      className="icon-button product-watch"
      aria-pressed={on}
      aria-label={`Watch ${name}`}
      onClick={() => void watched.toggle(symbol, name)}
    >
      <Eye className="icon" aria-hidden="true" />
    </button>
  );
}
