import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import type { SplitView } from '../../../../contract/history.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { RequestInfo } from '../../../platform/http/route.ts';
import type { Platform } from '../../../platform/platform.ts';
import { recordAudit } from '../../identity/index.ts';
import type { Instrument } from '../instrument.ts';
import { realSources } from '../selectors/stored-candles.ts';
import { insertSplit } from './insert-split.ts';

/**
 * Enters a split for an administrator; from then on earlier prices are adjusted when they are read. Made-up prices know
 * their own splits and never take notice of real ones: only what is kept of real prices beside them is adjusted.
 * @throws AppError `split_exists` for one on that day, or the same one within a week: applied twice it would bend history;
 *   `split_without_prices` where all prices there are are made up.
 */
export async function addSplit(
  platform: Platform,
  call: {
    readonly actor: Member;
    readonly instrument: Instrument;
    /** The instrument's current prices are. */
    readonly is_made_up: boolean;
    readonly body: BodyOf<'addSplit'>;
    readonly request: RequestInfo;
  },
): Promise<SplitView> {
  const { actor, instrument, body, request } = call;
  if (call.is_made_up && (await realSources(platform.db, instrument.id)).length === 0)
    throw new AppError('split_without_prices', { symbol: instrument.symbol });
  return inTransaction(platform.db, async (tx) => {
    const split = { instrument_id: instrument.id, ...body, source: 'admin' };
    const id = await insertSplit(tx, platform, split);
    if (id === null) throw new AppError('split_exists', { ex_date: body.ex_date });
    const detail = {
      symbol: instrument.symbol,
      ex_date: body.ex_date,
      pieces: `${body.new_pieces}:${body.old_pieces}`,
    };
    const subject = { subject_id: id, request_id: request.id, detail };
    await recordAudit(tx, platform, { action: 'split.added', actor_id: actor.user_id, ...subject });
    return { id, ...body, source: split.source };
  });
}

/** @throws AppError `split_unknown`, also for another instrument's. */
export async function removeSplit(
  platform: Platform,
  call: { readonly actor: Member; readonly instrument: Instrument; readonly id: string; readonly request: RequestInfo },
): Promise<void> {
  const { actor, instrument, id, request } = call;
  await inTransaction(platform.db, async (tx) => {
    const { rows } = await sql<{ ex_date: string; pieces: string }>`
      DELETE FROM market.splits WHERE id = ${id} AND instrument_id = ${instrument.id}
      RETURNING ex_date::text, new_pieces || ':' || old_pieces AS pieces
    `.execute(tx);
    const [removed] = rows;
    if (removed === undefined) throw new AppError('split_unknown');
    const detail = { symbol: instrument.symbol, ex_date: removed.ex_date, pieces: removed.pieces };
    const subject = { subject_id: id, request_id: request.id, detail };
    await recordAudit(tx, platform, { action: 'split.removed', actor_id: actor.user_id, ...subject });
  });
}
