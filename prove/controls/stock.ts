import type { Pool } from 'pg';
import { shuffled } from '../scenario.ts';
import type { Control } from './control.ts';

const BUYERS = 400;
const PIECES = 50;

export const readModifyWrite: Control = {
  name: 'control: read, reckon, write',
  without: 'the guard in the statement that reserves',
  checker: `${BUYERS} buyers of ${PIECES} pieces: how many are told that they have one`,
  async run(pool) {
    await pool.query('CREATE TABLE levels (id integer PRIMARY KEY, on_hand integer, reserved integer)');
    await pool.query('INSERT INTO levels VALUES (1, $1, 0)', [PIECES]);
    const taken = await Promise.all(Array.from({ length: BUYERS }, () => takeUnguarded(pool)));
    const accepted = taken.filter(Boolean).length;
    return accepted > PIECES ? `${accepted} were sold of ${PIECES}` : null;
  },
};

async function takeUnguarded(pool: Pool): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const { rows } = await client.query<{ on_hand: number; reserved: number }>(
      'SELECT on_hand, reserved FROM levels WHERE id = 1',
    );
    const [level] = rows;
    const free = level !== undefined && level.on_hand - level.reserved >= 1;
    if (free) await client.query('UPDATE levels SET reserved = $1 WHERE id = 1', [level.reserved + 1]);
    await client.query('COMMIT');
    return free;
  } finally {
    client.release();
  }
}

const BASKETS = 200;
const LISTINGS = 8;
const LINES = 4;

export const unsortedLocks: Control = {
  name: 'control: locks in any order',
  without: 'the one order in which levels are locked',
  checker: `${BASKETS} baskets of ${LINES} of ${LISTINGS} listings: how many end with 40P01`,
  async run(pool, random) {
    await pool.query('CREATE TABLE shelves (id integer PRIMARY KEY, reserved integer NOT NULL DEFAULT 0)');
    await pool.query('INSERT INTO shelves (id) SELECT generate_series(1, $1::integer)', [LISTINGS]);
    const all = Array.from({ length: LISTINGS }, (_, place) => place + 1);
    const baskets = Array.from({ length: BASKETS }, () => shuffled(all, random).slice(0, LINES));
    const ends = await Promise.all(baskets.map((basket) => reserveInOrder(pool, basket)));
    const locked = ends.filter((code) => code === '40P01').length;
    return locked > 0 ? `${locked} of ${BASKETS} ended in a deadlock` : null;
  },
};

/** @returns PostgreSQL's code, or null where it went well. */
async function reserveInOrder(pool: Pool, basket: readonly number[]): Promise<string | null> {
  const client = await pool.connect();
  try {
    await client.query("SET deadlock_timeout = '100ms'");
    await client.query('BEGIN');
    for (const id of basket) await client.query('UPDATE shelves SET reserved = reserved + 1 WHERE id = $1', [id]);
    await client.query('COMMIT');
    return null;
  } catch (error) {
    await client.query('ROLLBACK');
    return (error as { code?: string }).code ?? String(error);
  } finally {
    client.release();
  }
}
