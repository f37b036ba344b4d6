import type { Db } from '../../../platform/db/transaction.ts';
import { catalogue } from '../tables.ts';

/** Whether this edition has not been taken yet. Two processes may both take it: what is there already is left. */
export async function takesStarter(db: Db, name: string, edition: string): Promise<boolean> {
  const kept = await catalogue(db)
    .selectFrom('starters')
    .where('name', '=', name)
    .where('edition', '=', edition)
    .select('name')
    .executeTakeFirst();
  return kept === undefined;
}

export async function keepStarter(
  db: Db,
  { name, edition, at }: { readonly name: string; readonly edition: string; readonly at: Date },
): Promise<void> {
  await catalogue(db)
    .insertInto('starters')
    .values({ name, edition, imported_at: at })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ edition, imported_at: at }))
    .execute();
}
