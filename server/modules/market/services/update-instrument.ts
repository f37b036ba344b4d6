import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { RequestInfo } from '../../../platform/http/route.ts';
import type { Platform } from '../../../platform/platform.ts';
import { recordAudit } from '../../identity/index.ts';
import { symbolKey } from '../instrument.ts';
import { instrumentsChanged } from '../instrument-registry.ts';
import {
  adminStockView,
  type AdminStockView,
  type KeptInstrument,
  readKeptInstrument,
} from '../selectors/get-admin-stock.ts';
import { lockSymbols, refuseTakenSymbol } from './add-instrument.ts';
import { forgetFormerSymbol, keepFormerSymbols } from './rename-instrument.ts';
import { saveInstruments } from './stored-instruments.ts';

const EDITED = [
  'symbol',
  'name',
  'kind',
  'exchange',
  'currency',
  'price_decimals',
  'market_cap',
  'status',
] as const satisfies readonly (keyof KeptInstrument)[];

/**
 * Changes an instrument for an administrator; what it was and is stands in the audit. Under another symbol it keeps its
 * id, and with it its history and its place in every list.
 *
 * @throws AppError `instrument_changed` `{ changed_at }` when it is not as it was at `seen_at`, `symbol_taken`,
 *   `price_decimals_too_few` `{ needed }` when prices we keep have more decimals.
 */
export async function updateInstrument(
  platform: Platform,
  call: {
    readonly actor: Member;
    readonly instrument_id: string;
    readonly body: BodyOf<'updateStock'>;
    readonly request: RequestInfo;
  },
): Promise<AdminStockView> {
  const { actor, instrument_id, body, request } = call;
  return inTransaction(platform.db, async (tx) => {
    await lockSymbols(tx);
    const before = await readKeptInstrument(tx, instrument_id);
    const was_changed_at = before.changed_at.toISOString();
    if (was_changed_at !== body.seen_at) throw new AppError('instrument_changed', { changed_at: was_changed_at });
    const after = edited(before, body, platform.clock.ms());
    const fields = EDITED.filter((field) => before[field] !== after[field]);
    if (fields.length === 0) return adminStockView(before);

    if (after.price_decimals < before.price_decimals) await refuseFewDecimals(tx, after);
    if (after.symbol !== before.symbol) await rename(tx, before, after);
    await saveInstruments(tx, [after], after.changed_at);
    await platform.signals.send(tx, instrumentsChanged, { ids: [after.id] });
    const changes = fields.map((field) => [field, `${before[field] ?? 'none'} > ${after[field] ?? 'none'}`]);
    const detail: Record<string, string> = { symbol: after.symbol, ...Object.fromEntries(changes) };
    const action = fields.includes('symbol') ? 'instrument.renamed' : 'instrument.changed';
    const subject = { subject_id: after.id, request_id: request.id, detail };
    await recordAudit(tx, platform, { action, actor_id: actor.user_id, ...subject });
    return adminStockView(await readKeptInstrument(tx, instrument_id));
  });
}

/** A change is always later than the one before, so that two within a millisecond are told apart. */
function edited(before: KeptInstrument, body: BodyOf<'updateStock'>, now_ms: number): KeptInstrument {
  const { seen_at: _seen, ...changes } = body;
  const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  const changed_at = new Date(Math.max(now_ms, before.changed_at.getTime() + 1));
  return { ...before, ...given, origin: 'admin', changed_at };
}

async function rename(tx: Tx, before: KeptInstrument, after: KeptInstrument): Promise<void> {
  await refuseTakenSymbol(tx, after.symbol, after.id);
  await forgetFormerSymbol(tx, after.id, after.symbol);
  // Another spelling of the same symbol finds it without being remembered.
  if (symbolKey(before.symbol) === symbolKey(after.symbol)) return;
  const former = { instrument_id: after.id, symbol: before.symbol, valid_from: after.changed_at, source: 'admin' };
  await keepFormerSymbols(tx, [former]);
}

/** A price with more decimals than its instrument cannot be read back. */
async function refuseFewDecimals(tx: Tx, { id, price_decimals }: KeptInstrument): Promise<void> {
  const { rows } = await sql<{ needed: number | null }>`
    SELECT max(greatest(scale(trim_scale(kept.high)), scale(trim_scale(kept.low)), scale(trim_scale(kept.close)))) AS needed
    FROM (
      SELECT high, low, price AS close FROM market.quotes WHERE instrument_id = ${id}
      UNION ALL SELECT high, low, close FROM market.candles_1d WHERE instrument_id = ${id}
    ) AS kept
  `.execute(tx);
  const needed = rows[0]?.needed ?? 0;
  if (needed > price_decimals) throw new AppError('price_decimals_too_few', { needed, pointer: '/price_decimals' });
}
