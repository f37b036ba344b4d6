import { sql } from 'kysely';
import { AppError } from '../../../../contract/errors.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction, type Tx } from '../../../platform/db/transaction.ts';
import type { RequestInfo } from '../../../platform/http/route.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { recordAudit } from '../../identity/index.ts';
import { symbolKey } from '../instrument.ts';
import { instrumentsChanged } from '../instrument-registry.ts';
import { adminStockView, type AdminStockView, type KeptInstrument } from '../selectors/get-admin-stock.ts';
import { saveInstruments } from './stored-instruments.ts';

/**
 * Adds an instrument for an administrator. Lists that are imported later leave it as it is.
 * @throws AppError `symbol_taken` `{ symbol }` when something bears it already, in whatever spelling.
 */
export async function addInstrument(
  platform: Platform,
  call: { readonly actor: Member; readonly body: BodyOf<'addStock'>; readonly request: RequestInfo },
): Promise<AdminStockView> {
  const { actor, body, request } = call;
  return inTransaction(platform.db, async (tx) => {
    await lockSymbols(tx);
    await refuseTakenSymbol(tx, body.symbol, null);
    const changed_at = platform.clock.now();
    const row: KeptInstrument = {
      ...body,
      id: newId(),
      official_name: null,
      security_class: 'common',
      status: 'active',
      anchor_price: null,
      volatility: null,
      sector: null,
      origin: 'admin',
      changed_at,
    };
    await saveInstruments(tx, [row], changed_at);
    await platform.signals.send(tx, instrumentsChanged, { ids: [row.id] });
    const detail = { symbol: row.symbol, name: row.name, kind: row.kind };
    const subject = { subject_id: row.id, request_id: request.id, detail };
    await recordAudit(tx, platform, { action: 'instrument.added', actor_id: actor.user_id, ...subject });
    return adminStockView(row);
  });
}

/** Keeps others from writing instruments until the transaction ends, so that a symbol found free stays free. */
export async function lockSymbols(tx: Tx): Promise<void> {
  await sql`LOCK TABLE market.instruments IN SHARE ROW EXCLUSIVE MODE`.execute(tx);
}

/** @throws AppError `symbol_taken` when an instrument other than `own_id` bears the symbol in some spelling. */
export async function refuseTakenSymbol(tx: Tx, symbol: string, own_id: string | null): Promise<void> {
  const { rows } = await sql<{ symbol: string }>`
    SELECT symbol FROM market.instruments
    WHERE regexp_replace(symbol, '[-/ _]+', '.', 'g') = ${symbolKey(symbol)} AND id IS DISTINCT FROM ${own_id}::uuid
  `.execute(tx);
  const [taken] = rows;
  if (taken !== undefined) throw new AppError('symbol_taken', { symbol: taken.symbol, pointer: '/symbol' });
}
