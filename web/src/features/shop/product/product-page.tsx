import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { PackageX, Unplug } from 'lucide-react';
import { useState } from 'react';
import { ApiError } from '../../../lib/api.ts';
import { useConnection } from '../../../lib/live/hooks.ts';
import { messageOf } from '../../../lib/problems.ts';
import { productQuery, type ProductView } from '../../../lib/queries/shop.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button, buttonClass } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Skeleton, useWaited } from '../../../ui/skeleton.tsx';
import { firstOf, isGrade, nameOf } from '../words.ts';
import { BuyBar } from './buy-bar.tsx';
import { BuyPanel } from './buy-panel.tsx';
import { Gallery } from './gallery.tsx';
import { OffersPanel } from './offers-panel.tsx';
import { ProductFacts } from './product-facts.tsx';
import { Breadcrumb, ProductHead } from './product-head.tsx';
import { ProductMarket } from './product-market.tsx';
import { SalesPanel } from './sales-panel.tsx';
import { TellMe } from './tell-me.tsx';
import { useLiveProduct } from './use-live-product.ts';
import './product.css';

/** One product: what it costs in each condition, what it was sold for, and who has it. */
export function ProductPage() {
  const { slug } = useParams({ from: '/either/shop/$slug' });
  const { data, error, refetch } = useQuery(productQuery(slug));
  if (data) return <Product key={data.slug} product={data} stale={error} retry={() => void refetch()} />;
  return error === null ? <LoadingProduct /> : <NoProduct error={error} retry={() => void refetch()} />;
}

interface ProductProps {
  readonly product: ProductView;
  /** Why the newest answer did not come. */
  readonly stale: Error | null;
  readonly retry: () => void;
}

function Product({ product, stale, retry }: ProductProps) {
  const address = useSearch({ from: '/either/shop/$slug' });
  const navigate = useNavigate({ from: '/shop/$slug' });
  const state = product.states.find((one) => one.state === address.state) ?? firstOf(product.states);
  const [photo, setPhoto] = useState<string | null>(null);
  useLiveProduct(product);
  useTitle(product.title);
  const { phase } = useConnection();
  const choose = (name: string) =>
    void navigate({ search: { state: name }, replace: true, resetScroll: false }).then(() => setPhoto(null));
  const offer = product.list.find((one) => one.state === state?.state);
  const graded = product.list.filter((one) => isGrade(one.state));
  const name = nameOf(product);
  const view = { product, state, offer, choose };
  return (
    <div className="product-page">
      {phase === 'offline' ? (
        <Banner>No connection. Offers and prices are as they were, and go on by themselves once there is one.</Banner>
      ) : (
        stale !== null && (
          <Banner
            action={
              <Button size="small" onClick={retry}>
                Try again
              </Button>
            }
          >
            {messageOf(stale)}
          </Banner>
        )
      )}
      <Breadcrumb product={product} />
      <div className="product-columns">
        <div className="product-left">
          <Gallery product={product} offer={offer} photo={photo} onPhoto={setPhoto} />
          <ProductFacts product={product} />
        </div>
        <div className="product-mid">
          <ProductHead {...view} />
          <ProductMarket {...view} />
        </div>
        <div className="product-side">
          <BuyPanel {...view} />
          {state && <TellMe product={product} state={state} />}
        </div>
        <div className="product-low">
          <OffersPanel
            title="Offers"
            name={name}
            offers={product.list.filter((one) => !isGrade(one.state))}
            chosen={offer}
          />
          <OffersPanel title="Graded copies" name={name} offers={graded} chosen={offer} />
          <SalesPanel product={product} />
        </div>
      </div>
      <BuyBar {...view} />
    </div>
  );
}

/** What the parts of the page know. */
export interface ProductParts {
  readonly product: ProductView;
  /** The one that is looked at; null where the product has none. */
  readonly state: ProductView['states'][number] | null;
  /** The cheapest in that state; undefined while nobody offers one. */
  readonly offer: ProductView['list'][number] | undefined;
  readonly choose: (state: string) => void;
}

function LoadingProduct() {
  const waited = useWaited(true);
  return (
    <div className="product-page" aria-busy="true">
      <output className="unseen">Loading the product</output>
      <div className="product-columns">
        <div className="product-left">{waited && <div className="gallery product-wait" />}</div>
        <div className="product-mid">
          {waited && [280, 180, 140].map((width) => <Skeleton key={width} width={width} />)}
        </div>
      </div>
    </div>
  );
}

function NoProduct({ error, retry }: { readonly error: Error; readonly retry: () => void }) {
  const unknown = error instanceof ApiError && error.status < 500;
  useTitle('Shop');
  return (
    <div role={unknown ? undefined : 'alert'}>
      <h1 className="unseen">{unknown ? 'No such product' : 'Product'}</h1>
      <EmptyState
        icon={
          unknown ? <PackageX className="icon" aria-hidden="true" /> : <Unplug className="icon" aria-hidden="true" />
        }
        title={unknown ? 'There is no such product' : 'The product could not be read'}
        action={
          unknown ? (
            <Link to="/shop" className={buttonClass({ tone: 'primary' })}>
              To the shop
            </Link>
          ) : (
            <Button tone="primary" onClick={retry}>
              Try again
            </Button>
          )
        }
      >
        {unknown ? 'The address may have been cut short.' : messageOf(error)}
      </EmptyState>
    </div>
  );
}
