import type { Pool } from 'pg';
import type { Control } from './control.ts';

const CALLS = 60;

export const readThenWrite: Control = {
  name: 'control: a key that is looked for first',
  without: 'the row of the key in the transaction of the effect',
  checker: `${CALLS} calls with one key: how many orders there are`,
  async run(pool) {
    await pool.query('CREATE TABLE keys (key text PRIMARY KEY, answer text)');
    await pool.query('CREATE TABLE bought (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY)');
    await Promise.all(Array.from({ length: CALLS }, () => buyUnlessKnown(pool)));
    const { rows } = await pool.query<{ orders: number }>('SELECT count(*)::integer AS orders FROM bought');
    const orders = rows[0]?.orders ?? 0;
    return orders > 1 ? `${orders} orders for one key` : null;
  },
};

async function buyUnlessKnown(pool: Pool): Promise<void> {
  const known = await pool.query("SELECT answer FROM keys WHERE key = 'one'");
  if (known.rows.length > 0) return;
  await pool.query('INSERT INTO bought DEFAULT VALUES');
  await pool.query("INSERT INTO keys VALUES ('one', 'placed') ON CONFLICT DO NOTHING");
}
