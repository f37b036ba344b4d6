import { expect, it } from 'vitest';
import { freshDatabase } from '../../../../test/support/database.ts';
import { dataTables, ownSchemas } from './catalog.ts';
import { withMaintenanceClient } from './maintenance-client.ts';

it('a backup covers every schema the migrations make, in an order that can be loaded', async () => {
  await using database = await freshDatabase();
  await withMaintenanceClient(database.url, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT nspname AS name FROM pg_namespace WHERE nspname !~ '^pg_|^information_schema$|^public$' ORDER BY 1`,
    );
    expect((await ownSchemas()).toSorted()).toEqual(rows.map(({ name }) => name));
    expect((await dataTables(client, await ownSchemas())).length).toBeGreaterThan(10);
  });
});
