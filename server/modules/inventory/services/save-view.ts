import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import { type SavedViewView, VIEWS_MAX } from '../../../../contract/inventory-filter.ts';
import type { BodyOf, ParamsOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { isUniqueViolation } from '../../../platform/db/violations.ts';
import { InputError } from '../../../platform/http/input.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { filterOf, withCounts } from '../selectors/list-views.ts';
import { finding } from '../tables-finding.ts';
import { asStaff } from './as-staff.ts';

/** @throws InputError for a query that is no filter; AppError `view_limit`, `view_name_taken`, those of `asStaff`. */
export async function createView(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'createView'> & BodyOf<'createView'>,
): Promise<SavedViewView> {
  const { vendor_id, name, query } = input;
  assertFilter(query);
  return asStaff(platform, { actor, vendor_id, route: 'createView' }, async (tx) => {
    await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`inventory.views.${vendor_id}`}, 0))`.execute(tx);
    const there = await finding(tx).selectFrom('saved_views').where('vendor_id', '=', vendor_id).select('id').execute();
    if (there.length >= VIEWS_MAX) throw new AppError('view_limit', { limit: VIEWS_MAX });
    const row = { id: newId(), name, query, created_by: actor.user_id, created_at: platform.clock.now() };
    await finding(tx)
      .insertInto('saved_views')
      .values({ ...row, vendor_id })
      .execute()
      .catch(refuseTakenName);
    return one(await withCounts(tx, vendor_id, [row]));
  });
}

/** @throws InputError for a query that is no filter; AppError `view_unknown`, `view_name_taken`, those of `asStaff`. */
export async function updateView(
  platform: Platform,
  actor: Member,
  input: ParamsOf<'updateView'> & BodyOf<'updateView'>,
): Promise<SavedViewView> {
  const { vendor_id, id, name, query } = input;
  if (query !== undefined) assertFilter(query);
  return asStaff(platform, { actor, vendor_id, route: 'updateView' }, async (tx) => {
    const row = await finding(tx)
      .updateTable('saved_views')
      .where('vendor_id', '=', vendor_id)
      .where('id', '=', id)
      .set({ ...(name === undefined ? {} : { name }), ...(query === undefined ? {} : { query }) })
      .returning(['id', 'name', 'query', 'created_by', 'created_at'])
      .executeTakeFirst()
      .catch(refuseTakenName);
    if (row === undefined) throw new AppError('view_unknown');
    return one(await withCounts(tx, vendor_id, [row]));
  });
}

/** @throws AppError `view_unknown`, those of `asStaff`. */
export async function deleteView(platform: Platform, actor: Member, input: ParamsOf<'deleteView'>): Promise<void> {
  const { vendor_id, id } = input;
  await asStaff(platform, { actor, vendor_id, route: 'deleteView' }, async (tx) => {
    const { numDeletedRows } = await finding(tx)
      .deleteFrom('saved_views')
      .where('vendor_id', '=', vendor_id)
      .where('id', '=', id)
      .executeTakeFirst();
    if (numDeletedRows === 0n) throw new AppError('view_unknown');
  });
}

function assertFilter(query: string): void {
  const read = filterOf(query);
  if (read.success) return;
  const [issue] = read.error.issues;
  throw new InputError([{ pointer: '/query', message: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` }]);
}

function refuseTakenName(error: unknown): never {
  throw isUniqueViolation(error, 'saved_views_name_unique') ? new AppError('view_name_taken') : error;
}

function one<View>([view]: readonly View[]): View {
  if (view === undefined) throw new Error('a view that was saved can be counted');
  return view;
}
