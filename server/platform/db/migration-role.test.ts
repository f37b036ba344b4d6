import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { emptyDatabase } from '../../../test/support/database.ts';
import { actingAs, handOver, opened, ordinaryAccount } from '../../../test/support/ordinary-account.ts';
import { inRoleOf } from './migration-role.ts';

it('a migration enters the role it needs and leaves it, or says what a superuser must do', async () => {
  const role = `omni_${Array.from({ length: 12 }, () => String.fromCharCode(97 + randomInt(26))).join('')}`;
  const text = `-- of a test
-- needs the role ${role}
CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'; ALTER FUNCTION one OWNER TO ${role};`;
  await using maker = await ordinaryAccount();
  await using stranger = await ordinaryAccount();
  await using empty = await emptyDatabase();
  await using superuser = opened(empty.url);
  await handOver({ ...empty, db: superuser.db }, maker.name);
  await sql.raw(`ALTER ROLE ${maker.name} CREATEROLE`).execute(superuser.db);
  await using makers = opened(actingAs(empty.url, maker.name));
  await using strangers = opened(actingAs(empty.url, stranger.name));
  await sql.raw(`CREATE ROLE ${role}; GRANT CREATE ON SCHEMA public TO ${role}`).execute(makers.db);
  try {
    const refused = inRoleOf(strangers.db, text, () => sql.raw(text).execute(strangers.db));
    await expect(refused).rejects.toMatchObject({
      message: `${stranger.name} is not in the role ${role}, and may not make it so`,
      hint: `As a superuser: GRANT ${role} TO ${stranger.name}; it can be taken back afterwards.`,
    });

    await inRoleOf(makers.db, text, () => sql.raw(text).execute(makers.db));

    const { rows } = await sql<{ owner: string }>`SELECT proowner::regrole::text AS owner FROM pg_proc
      WHERE oid = 'public.one'::regproc`.execute(superuser.db);
    expect(rows).toEqual([{ owner: role }]);
    // Whoever has left the role is no owner of what it owns.
    await expect(sql`ALTER FUNCTION one() COST 2`.execute(makers.db)).rejects.toThrow('must be owner');
  } finally {
    await sql.raw(`DROP OWNED BY ${role}; DROP ROLE ${role}`).execute(superuser.db);
  }
});
