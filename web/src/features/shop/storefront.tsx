import { PackageOpen, SearchX, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { useUser } from '../../app/session.ts';
import { useNow } from '../../app/use-now.ts';
import { PHONE, useMedia } from '../../app/use-media.ts';
import { OfflineError } from '../../lib/api.ts';
import { formatDate } from '../../lib/format/time.ts';
import { useConnection, useWatch } from '../../lib/live/hooks.ts';
import { messageOf } from '../../lib/problems.ts';
import type { ProductFilter, ProductSummaryView } from '../../lib/queries/shop.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Skeleton, useWaited } from '../../ui/skeleton.tsx';
import { type CardProps, ProductCard } from './grid/product-card.tsx';
import { ProductGrid } from './grid/product-grid.tsx';
import { type Products, useProducts } from './use-products.ts';
import { useWatched } from './use-watched.ts';
import { FacetPanel } from './view/facet-panel.tsx';
import { chosenCount, cleared, type ShopState } from './view/shop-state.ts';
import { StoreBar } from './view/store-bar.tsx';
import { leadOf, spreadOf } from './words.ts';

export interface StorefrontProps {
  readonly title: string;
  /** Under the title: who it is that sells here. */
  readonly about?: ReactNode;
  readonly state: ShopState;
  readonly onChange: (state: ShopState) => void;
  /** Holds whatever is chosen, and is not offered as a choice. */
  readonly fixed?: ProductFilter;
}

/** A window of the shop: what may be chosen at the left, the cards beside it. On a phone the choices are a sheet. */
export function Storefront({ title, about, state, onChange, fixed }: StorefrontProps) {
  const products = useProducts(state, fixed);
  const view = { state, onChange, products, by_vendor: fixed?.vendor_id !== undefined };
  const phone = useMedia(PHONE);
  return (
    <div className="store">
      {!phone && (
        <aside className="store-facets" aria-label="Filter">
          <FacetPanel {...view} />
        </aside>
      )}
      <div className="store-main">
        <StoreBar title={title} about={about} {...view} phone={phone} />
        <Doubt products={products} />
        <Cards {...view} />
      </div>
    </div>
  );
}

/** What one chooses by, and what that leaves. */
export interface StoreView {
  readonly state: ShopState;
  readonly onChange: (state: ShopState) => void;
  readonly products: Products;
  readonly by_vendor: boolean;
}

/** The cards are old: there is no connection, or the last answer did not come. */
function Doubt({ products: { query } }: Pick<StoreView, 'products'>) {
  const { phase } = useConnection();
  if (query.data === undefined) return null;
  if (phase === 'offline')
    return (
      <Banner>
        No connection. Prices are as of {formatDate(query.dataUpdatedAt)}, and go on by themselves once there is one.
      </Banner>
    );
  if (query.error === null) return null;
  return (
    <Banner
      action={
        <Button size="small" onClick={() => void query.refetch()}>
          Try again
        </Button>
      }
    >
      {messageOf(query.error)}
    </Banner>
  );
}

const NOW_MS = 15_000;

function Cards({ state, onChange, products }: StoreView) {
  const { query, products: found, facets, lineOf, reach } = products;
  const watched = useWatched();
  const now_ms = useNow(NOW_MS);
  const phone = useMedia(PHONE);
  if (query.isPending && query.fetchStatus === 'paused')
    return <NotRead error={new OfflineError()} products={products} />;
  if (query.isPending) return <LoadingCards />;
  if (query.data === undefined) return <NotRead error={query.error} products={products} />;
  if (found.length === 0) return <Nothing state={state} onChange={onChange} />;
  const total = facets.data?.total;
  const cardAt = (index: number) => {
    const product = found[index];
    const line = product && lineOf(leadOf(product)?.instrument_symbol);
    return product && <LiveCard key={product.slug} {...{ product, line, watched, now_ms }} short={phone} />;
  };
  return (
    <>
      <output className="unseen">{total === undefined ? '' : `${total} products`}</output>
      <ProductGrid count={found.length} total={total} label="Products" onReach={reach} card={cardAt} />
      {query.isFetchingNextPage && (
        <p className="store-more" aria-busy="true">
          <span className="spinner" aria-hidden="true" /> More
        </p>
      )}
    </>
  );
}

/** A card whose prices move while it is near the screen. A visitor's connection follows few symbols: the lead alone. */
function LiveCard(props: CardProps) {
  const user = useUser();
  useWatch(symbolsOf(props.product, user !== null));
  return <ProductCard {...props} />;
}

function symbolsOf(product: ProductSummaryView, all: boolean): string[] {
  const lead = leadOf(product)?.instrument_symbol;
  const spread = all ? spreadOf(product).flatMap(({ state }) => state?.instrument_symbol ?? []) : [];
  return [...(lead === undefined ? [] : [lead]), ...spread];
}

const places = Array.from({ length: 12 }, (_, place) => place);

function LoadingCards() {
  const waited = useWaited(true);
  return (
    <div className="product-loading" aria-busy="true">
      <output className="unseen">Loading products</output>
      {waited &&
        places.map((place) => (
          <div key={place} className="product-card" aria-hidden="true">
            <div className="product-plate" />
            <div className="product-body">
              <Skeleton width="70%" />
              <Skeleton width="50%" />
              <Skeleton width={96} />
            </div>
          </div>
        ))}
    </div>
  );
}

function NotRead({ error, products }: { readonly error: Error } & Pick<StoreView, 'products'>) {
  return (
    <div role="alert">
      <EmptyState
        icon={<Unplug className="icon" aria-hidden="true" />}
        title={error instanceof OfflineError ? 'No connection' : 'The shop could not be read'}
        action={
          <Button tone="primary" onClick={() => void products.query.refetch()}>
            Try again
          </Button>
        }
      >
        {messageOf(error)}
      </EmptyState>
    </div>
  );
}

function Nothing({ state, onChange }: Pick<StoreView, 'state' | 'onChange'>) {
  const chosen = chosenCount(state) > 0;
  const sought = state.q !== undefined;
  if (!chosen && !sought) {
    return (
      <EmptyState icon={<PackageOpen className="icon" aria-hidden="true" />} title="Nothing is on sale yet">
        As soon as a vendor lists something with a price and a piece to send, it stands here.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<SearchX className="icon" aria-hidden="true" />}
      title={sought ? `Nothing on sale matches “${state.q}”` : 'Nothing on sale matches these choices'}
      action={
        <>
          {chosen && <Button onClick={() => onChange(cleared(state))}>Clear the choices</Button>}
          {sought && <Button onClick={() => onChange({ ...state, q: undefined })}>Clear the search</Button>}
          {state.sold_out === undefined && (
            <Button onClick={() => onChange({ ...state, sold_out: 'true' })}>Show what is sold out too</Button>
          )}
        </>
      }
    >
      One wrong letter is fine; a set’s code, a name or a collector number finds it.
    </EmptyState>
  );
}
