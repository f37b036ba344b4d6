import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { migrate } from '../../server/platform/db/migrate.ts';
import { emptyDatabase } from '../support/database.ts';
import { actingAs, handOver, opened, ordinaryAccount } from '../support/ordinary-account.ts';
import { fillShop } from '../support/shop-fill.ts';
import { wordsUnlikeSummaries } from '../support/words-unlike.ts';

const CARDS = 300;

/** What operating.md tells a superuser to grant to the program's account. */
async function grantTo(name: string): Promise<string> {
  const page = await readFile(join(import.meta.dirname, '../../docs/operating.md'), 'utf8');
  return (/^GRANT omni_[a-z, _]+ TO app;$/m.exec(page)?.[0] ?? '').replace('TO app', `TO ${name}`);
}

it('stock of the version before is searched and counted after an upgrade by an account that is no superuser', async () => {
  await using account = await ordinaryAccount();
  await using empty = await emptyDatabase();
  await using superuser = opened(empty.url);
  await handOver({ ...empty, db: superuser.db }, account.name);
  await sql.raw(await grantTo(account.name)).execute(superuser.db);
  await using ordinary = opened(actingAs(empty.url, account.name));
  await migrate(ordinary.db, { up_to: '0048_inventory_facets_of_words' });
  const { vendor_id } = await fillShop(superuser.db, { cards: CARDS, pieces: 2 });

  expect(await migrate(ordinary.db)).toContain('0049_inventory_parts_beside_words');

  expect(await wordsUnlikeSummaries(superuser.db)).toBe(0);
  const found = await ordinary.db.transaction().execute(async (tx) => {
    await sql`SELECT set_config('omni.vendor_id', ${vendor_id}, true), set_config('role', 'omni_vendor', true)`.execute(
      tx,
    );
    return sql`SELECT sum(listings)::int AS listings, sum(on_hand)::int AS pieces
      FROM inventory.count_found('set', false)`.execute(tx);
  });
  expect(found.rows).toEqual([{ listings: CARDS, pieces: CARDS * 2 }]);
});
