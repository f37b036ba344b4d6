import { sql } from 'kysely';
import type { ShopTx } from '../../tables-shop.ts';

/** Reads the words of these products anew: title, set, number, rarity, finish, language, game. */
export async function indexProducts(tx: ShopTx, product_ids: readonly string[]): Promise<void> {
  if (product_ids.length === 0) return;
  await sql`
    WITH read AS MATERIALIZED (
      SELECT product.id, inventory.words_of(concat_ws(' ', product.title, product.set_name, product.set_code,
        product.collector_number, product.rarity, replace(product.finish, '_', ' '), product.language, product.game)) AS words
      FROM inventory.products AS product WHERE product.id = ANY (${[...product_ids]}::uuid[])
    ), learned AS (
      INSERT INTO inventory.window_words (word)
      SELECT DISTINCT one.word FROM read, unnest(read.words) AS one (word) WHERE one.word <> '' ORDER BY 1
      ON CONFLICT DO NOTHING
    )
    INSERT INTO inventory.product_words AS kept (product_id, words)
    SELECT id, array_to_tsvector(words) FROM read
    ON CONFLICT (product_id) DO UPDATE SET words = excluded.words WHERE kept.words <> excluded.words`.execute(tx);
}
