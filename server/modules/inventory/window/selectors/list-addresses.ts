import { sql } from 'kysely';
import type { Platform } from '../../../../platform/platform.ts';
import { onOffer } from './filter-products.ts';
import { inWindow } from './in-window.ts';

/** Addresses of one page of the sitemap; its protocol allows 50,000. */
export const ADDRESSES_MAX = 10_000;

/** How many products are on offer. */
export function countAddresses(platform: Pick<Platform, 'db'>): Promise<number> {
  return inWindow(platform, async (tx) => {
    const { rows } = await sql<{ count: number }>`
      SELECT count(*)::int AS count FROM inventory.products AS product WHERE ${onOffer}`.execute(tx);
    return rows[0]?.count ?? 0;
  });
}

/** The last parts of addresses of what is on offer, in the order in which products came. @param page from 0. */
export function listAddresses(platform: Pick<Platform, 'db'>, page: number): Promise<string[]> {
  return inWindow(platform, async (tx) => {
    const { rows } = await sql<{ slug: string }>`
      SELECT product.slug FROM inventory.products AS product WHERE ${onOffer}
      ORDER BY product.id OFFSET ${page * ADDRESSES_MAX} LIMIT ${ADDRESSES_MAX}`.execute(tx);
    return rows.map(({ slug }) => slug);
  });
}
