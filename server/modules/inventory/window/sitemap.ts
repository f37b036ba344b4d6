import type { PublicText } from '../../../platform/http/public-texts.ts';
import type { Platform } from '../../../platform/platform.ts';
import { ADDRESSES_MAX, countAddresses, listAddresses } from './selectors/list-addresses.ts';

/** Pages of the sitemap: five million products. */
const PAGES_MAX = 500;
/** How long a text is sent again to whoever asks. */
const KEPT_MS = 600_000;
const KEPT_MAX = 50;
const HOUR_S = 3_600;
const DAY_S = 86_400;
const NAMESPACE = 'http://www.sitemaps.org/schemas/sitemap/0.9';
/** A basket, an order or a desk is nobody's business but its owner's. */
const PRIVATE = ['/basket', '/checkout', '/orders', '/pay', '/inventory', '/invitations'];

/** What search engines are told: which pages not to look at, and where the products are. */
export function windowTexts(platform: Platform): readonly PublicText[] {
  const { public_url } = platform.config;
  const kept = keeper(platform);
  const xml = { type: 'application/xml', max_age_s: HOUR_S };
  const robots = [
    'User-agent: *',
    ...PRIVATE.map((path) => `Disallow: ${path}`),
    `Sitemap: ${public_url}/sitemap.xml`,
    '',
  ].join('\n');
  return [
    { at: '/robots.txt', type: 'text/plain', max_age_s: DAY_S, read: () => Promise.resolve(robots) },
    {
      at: '/sitemap.xml',
      ...xml,
      read: () =>
        kept('index', async () => {
          const pages = Math.min(PAGES_MAX, Math.ceil((await countAddresses(platform)) / ADDRESSES_MAX));
          const all = Array.from({ length: Math.max(1, pages) }, (_, page) => `${public_url}/sitemaps/${page + 1}.xml`);
          return document('sitemapindex', 'sitemap', all);
        }),
    },
    {
      at: '/sitemaps/:page',
      ...xml,
      read: async (name) => {
        const page = Number(/^([1-9]\d{0,2})\.xml$/.exec(name)?.[1] ?? 0);
        if (page < 1 || page > PAGES_MAX) return null;
        return kept(name, async () => {
          const slugs = await listAddresses(platform, page - 1);
          if (slugs.length === 0 && page > 1) return null;
          const first = page === 1 ? [`${public_url}/shop`] : [];
          return document('urlset', 'url', [...first, ...slugs.map((slug) => `${public_url}/shop/${slug}`)]);
        });
      },
    },
  ];
}

/** Addresses of ours hold no sign that XML minds: slugs are letters, digits and hyphens. */
function document(root: string, member: string, addresses: readonly string[]): string {
  const rows = addresses.map((address) => `<${member}><loc>${address}</loc></${member}>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="${NAMESPACE}">\n${rows.join('\n')}\n</${root}>\n`;
}

type Text = Promise<string | null>;

function keeper({ clock }: Pick<Platform, 'clock'>): (name: string, read: () => Text) => Text {
  const kept = new Map<string, { readonly at_ms: number; readonly text: Text }>();
  return (name, read) => {
    const now_ms = clock.ms();
    const known = kept.get(name);
    if (known !== undefined && now_ms - known.at_ms < KEPT_MS) return known.text;
    const text = read();
    kept.delete(name);
    kept.set(name, { at_ms: now_ms, text });
    const [oldest] = kept.keys();
    if (kept.size > KEPT_MAX && oldest !== undefined) kept.delete(oldest);
    text.catch(() => kept.delete(name));
    return text;
  };
}
