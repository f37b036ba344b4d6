import { sql } from 'kysely';
import type { Db } from './transaction.ts';

/** The line of a migration that says in which role it must be to replace that role's functions, and to hand it new ones. */
const NEEDED = /^-- needs the role (omni_[a-z]+)$/m;

/**
 * Runs a migration in membership of the role that it needs, and leaves that role again; a superuser needs none. What fails
 * takes the membership back with its transaction.
 *
 * @throws Error of PostgreSQL with a hint for whoever runs it, where the account may not enter the role.
 */
export async function inRoleOf(db: Db, text: string, run: () => Promise<unknown>): Promise<void> {
  const role = NEEDED.exec(text)?.[1];
  if (role !== undefined) await sql.raw(entering(role)).execute(db);
  await run();
  if (role !== undefined) await sql.raw(leaving(role)).execute(db);
}

const entering = (role: string) => `DO $$
DECLARE
  -- From 16 on, whoever makes a role may hand it out, but is not in it.
  needed text := CASE WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
  IF NOT pg_has_role(current_user, '${role}', needed) THEN
    EXECUTE format('GRANT ${role} TO %I', current_user);
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN
    RAISE EXCEPTION '% is not in the role ${role}, and may not make it so', current_user
      USING HINT = format('As a superuser: GRANT ${role} TO %I; it can be taken back afterwards.', current_user);
END
$$`;

const leaving = (role: string) => `DO $$
BEGIN
  IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
    EXECUTE format('REVOKE ${role} FROM %I', current_user);
  END IF;
EXCEPTION
  WHEN insufficient_privilege THEN NULL;
END
$$`;
