import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { inTransaction } from '../../server/platform/db/transaction.ts';
import { record } from '../../server/platform/facts/record.ts';
import { newId } from '../../server/platform/ids.ts';
import { freshDatabase } from '../support/database.ts';
import { jarFilled, jarTotals } from '../support/example-consumer.ts';
import { countDeliveries, relaying } from '../support/facts.ts';
import { waitFor } from '../support/wait-for.ts';

const root = join(import.meta.dirname, '../..');

describe('the consumer in docs/facts.md', () => {
  it('is the file that is run here, word for word', async () => {
    const file = await readFile(join(root, 'test/support/example-consumer.ts'), 'utf8');
    expect(await readFile(join(root, 'docs/facts.md'), 'utf8')).toContain(`\`\`\`ts\n${file}\`\`\``);
  });

  it('hears what a producer records that knows nothing of it', async () => {
    await using database = await freshDatabase();
    const { db } = database;
    await sql`CREATE TABLE jar_totals (jar_id uuid PRIMARY KEY, pieces integer NOT NULL)`.execute(db);
    await using _relay = await relaying(database, [jarTotals]);
    const jar = newId();
    for (const pieces of [3, 4]) await inTransaction(db, (tx) => record(tx, jarFilled, jar, { pieces }));
    await waitFor('both', async () => (await countDeliveries(database))['jar-totals done'] === 2);
    const { rows } = await sql`SELECT jar_id, pieces FROM jar_totals`.execute(db);
    expect(rows).toEqual([{ jar_id: jar, pieces: 7 }]);
  });
});
