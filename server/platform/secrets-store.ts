import { hkdfSync, randomBytes } from 'node:crypto';
import type { Generated } from 'kysely';
import { tables } from './db/tables.ts';
import type { Db } from './db/transaction.ts';
import type { Secrets } from './secrets.ts';

interface SecretTables {
  master_secret: { only_row: Generated<boolean>; secret: Buffer };
}
const platform = tables<SecretTables>('platform');

const SECRET_BYTES = 32;

/** Reads the installation's master secret, and makes it at the first start; of two first processes one makes it. */
export async function openSecrets(db: Db): Promise<Secrets> {
  await platform(db)
    .insertInto('master_secret')
    .values({ secret: randomBytes(SECRET_BYTES) })
    .onConflict((conflict) => conflict.column('only_row').doNothing())
    .execute();
  const { secret } = await platform(db).selectFrom('master_secret').select('secret').executeTakeFirstOrThrow();
  return { derive: (purpose) => Buffer.from(hkdfSync('sha256', secret, '', purpose, SECRET_BYTES)) };
}
