import type { Control } from './control.ts';

export const cursorRelay: Control = {
  name: 'control: a relay that remembers the last number',
  without: 'marking each fact that was passed on',
  checker: 'two facts whose commits overtake each other: how many are heard',
  async run(pool) {
    await pool.query('CREATE TABLE told (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, what text)');
    const [first, second] = [await pool.connect(), await pool.connect()];
    const heard: string[] = [];
    let last = 0;
    const look = async (): Promise<void> => {
      const { rows } = await pool.query<{ id: string; what: string }>(
        'SELECT id, what FROM told WHERE id > $1 ORDER BY id',
        [last],
      );
      for (const { id, what } of rows) {
        heard.push(what);
        last = Number(id);
      }
    };
    try {
      await first.query("BEGIN; INSERT INTO told (what) VALUES ('first')");
      await second.query("BEGIN; INSERT INTO told (what) VALUES ('second'); COMMIT");
      await look();
      await first.query('COMMIT');
      await look();
    } finally {
      first.release();
      second.release();
    }
    return heard.length < 2 ? `of 2 facts ${heard.length} was heard` : null;
  },
};

export const noInbox: Control = {
  name: 'control: a consumer without an inbox',
  without: 'the note, in the transaction of the effect, that a fact was handled',
  checker: 'a relay that dies between the effect and its note: how often the effect is there',
  async run(pool) {
    await pool.query('CREATE TABLE passed (id integer PRIMARY KEY, published_at timestamptz)');
    await pool.query('CREATE TABLE sums (amount integer)');
    await pool.query('INSERT INTO passed (id) VALUES (1)');
    const relay = async (dies: boolean): Promise<void> => {
      const { rows } = await pool.query<{ id: number }>('SELECT id FROM passed WHERE published_at IS NULL');
      for (const { id } of rows) {
        await pool.query('INSERT INTO sums VALUES (100)');
        if (dies) return;
        await pool.query('UPDATE passed SET published_at = now() WHERE id = $1', [id]);
      }
    };
    await relay(true);
    await relay(false);
    const { rows } = await pool.query<{ effects: number }>('SELECT count(*)::integer AS effects FROM sums');
    const effects = rows[0]?.effects ?? 0;
    return effects > 1 ? `the effect of one fact is there ${effects} times` : null;
  },
};
