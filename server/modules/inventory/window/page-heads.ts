import { formatScaled } from '../../../../contract/decimal.ts';
import { AppError } from '../../../../contract/errors.ts';
import { currencyDigits } from '../../../../contract/minor-units.ts';
import { type OfferView, type ProductView, Slug } from '../../../../contract/shop.ts';
import { Id } from '../../../../contract/fields.ts';
import type { PageHead, PageHeads } from '../../../platform/http/page-heads.ts';
import type { Platform } from '../../../platform/platform.ts';
import { getProduct } from './selectors/get-product.ts';
import { getShopVendor } from './selectors/get-shop-vendor.ts';

/** Heads are told again for this long, and so many of them. */
const KEPT_MS = 30_000;
const KEPT_MAX = 1_000;
const OFFERS_SHOWN_MAX = 20;
const SCHEMA = 'https://schema.org/';
const END = ' · Omni-Stock';

/** Heads of the shop window's pages: the shop, its products and its vendors. */
export function windowHeads(platform: Pick<Platform, 'db' | 'clock'>): PageHeads {
  const kept = new Map<string, { readonly at_ms: number; readonly head: Promise<PageHead> }>();
  return {
    find(path) {
      const read = readerOf(platform, path);
      if (read === null) return null;
      return () => {
        const now_ms = platform.clock.ms();
        const known = kept.get(path);
        if (known !== undefined && now_ms - known.at_ms < KEPT_MS) return known.head;
        const head = read().catch((error: unknown) => missing(error, path));
        kept.delete(path);
        kept.set(path, { at_ms: now_ms, head });
        const [oldest] = kept.keys();
        if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest);
        head.catch(() => kept.delete(path));
        return head;
      };
    },
  };
}

function readerOf(platform: Pick<Platform, 'db'>, path: string): (() => Promise<PageHead>) | null {
  const [, root, first, second, ...rest] = path.split('/');
  if (root !== 'shop' || rest.length > 0) return null;
  if (first === undefined || first === '') return () => Promise.resolve(shopHead());
  if (first === 'vendors' && Id.safeParse(second).success)
    return async () => vendorHead(path, await getShopVendor(platform, second ?? ''));
  const slug = second === undefined ? Slug.safeParse(first) : null;
  if (slug?.success !== true) return () => Promise.resolve(nothing(path));
  return async () => productHead(await getProduct(platform, slug.data));
}

function shopHead(): PageHead {
  return {
    status: 200,
    title: `Shop${END}`,
    description:
      'Cards, comics, coins, sealed boxes and watches from many vendors, with what each sold for and a live price.',
    path: '/shop',
    image: null,
    type: 'website',
    data: null,
  };
}

function vendorHead(path: string, { name, products }: Awaited<ReturnType<typeof getShopVendor>>): PageHead {
  const description = `${name} has ${products} ${products === 1 ? 'product' : 'products'} on sale.`;
  const data = { '@type': 'Store', name, description };
  return { status: 200, title: `${name}${END}`, description, path, image: null, type: 'website', data };
}

function productHead(product: ProductView): PageHead {
  const {
    slug,
    title,
    set_name,
    set_code,
    collector_number,
    image_url: image,
    price_minor,
    currency,
    offers,
  } = product;
  const place = [set_name ?? set_code, collector_number].filter((part) => part !== null).join(' ');
  const name = place === '' ? title : `${title}, ${place}`;
  const asked =
    price_minor === null
      ? 'out of stock now'
      : `from ${decimal(price_minor, currency)} ${currency}, ${offers} ${offers === 1 ? 'offer' : 'offers'}`;
  return {
    status: 200,
    title: `${name}${END}`,
    description: `${name}: ${asked}. Compare conditions and vendors, see what it sold for, and be told when the price falls.`,
    path: `/shop/${slug}`,
    image,
    type: 'product',
    data: {
      '@type': 'Product',
      name,
      sku: slug,
      ...(image === null ? {} : { image }),
      ...(price_minor === null ? {} : { offers: aggregate(product, price_minor) }),
    },
  };
}

function aggregate({ list, currency, offers }: ProductView, lowest: number): object {
  return {
    '@type': 'AggregateOffer',
    priceCurrency: currency,
    lowPrice: decimal(lowest, currency),
    offerCount: offers,
    availability: `${SCHEMA}InStock`,
    offers: list.slice(0, OFFERS_SHOWN_MAX).map(offerData),
  };
}

function offerData({ title, vendor, price_minor, currency, condition }: OfferView): object {
  return {
    '@type': 'Offer',
    name: title,
    price: decimal(price_minor, currency),
    priceCurrency: currency,
    availability: `${SCHEMA}InStock`,
    itemCondition: `${SCHEMA}${condition === 'SEALED' ? 'NewCondition' : 'UsedCondition'}`,
    seller: { '@type': 'Organization', name: vendor.name },
  };
}

/** @throws what is not the absence of something. */
function missing(error: unknown, path: string): PageHead {
  if (error instanceof AppError && (error.code === 'product_unknown' || error.code === 'vendor_unknown'))
    return nothing(path);
  throw error;
}

function nothing(path: string): PageHead {
  const title = `Not found${END}`;
  const description = 'There is nothing at this address of the shop.';
  return { status: 404, title, description, path, image: null, type: 'website', data: null };
}

function decimal(minor: number, currency: string): string {
  return formatScaled(minor, currencyDigits(currency));
}
