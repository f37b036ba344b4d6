import type { z } from 'zod';
import { formatScaled, parseScaled } from '../../../../contract/decimal.ts';
import { AppError } from '../../../../contract/errors.ts';
import type { PriceCorrection } from '../../../../contract/market-admin.ts';
import type { BodyOf } from '../../../../contract/schemas.ts';
import type { Member } from '../../../platform/actor.ts';
import { inTransaction } from '../../../platform/db/transaction.ts';
import type { RequestInfo } from '../../../platform/http/route.ts';
import { newId } from '../../../platform/ids.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Signal, signal } from '../../../platform/signals.ts';
import { recordAudit } from '../../identity/index.ts';
import type { Instrument } from '../instrument.ts';
import type { Quotes } from '../quotes.ts';
import { correctionTables } from '../tables-corrections.ts';

export type PriceCorrectionView = z.output<typeof PriceCorrection>;

/** A correction is committed and waits for the feed's leader. */
export const priceCorrected: Signal<Record<string, never>> = signal('market.price_corrected');

/**
 * Notes for an administrator that a price was told wrongly. The process that leads the feed hears of it with the commit
 * and puts the quote, its day and the candles right; where nobody leads, the next leader does.
 *
 * @throws AppError `price_unknown` when there is no price to correct, `price_too_fine` `{ decimals }`, `price_the_same`.
 */
export async function correctPrice(
  platform: Platform,
  quotes: Pick<Quotes, 'viewOf'>,
  call: {
    readonly actor: Member;
    readonly instrument: Instrument;
    readonly body: BodyOf<'correctPrice'>;
    readonly request: RequestInfo;
  },
): Promise<PriceCorrectionView> {
  const { actor, instrument, body, request } = call;
  const quote = quotes.viewOf(instrument);
  const wrong = body.wrong_price ?? quote?.price;
  const at = body.at ?? quote?.at;
  if (wrong === undefined || at === undefined) throw new AppError('price_unknown', { symbol: instrument.symbol });
  const price = fitted(instrument, body.price, '/price');
  const wrong_price = fitted(instrument, wrong, '/wrong_price');
  if (price === wrong_price) throw new AppError('price_the_same', { price, pointer: '/price' });

  return inTransaction(platform.db, async (tx) => {
    const row = {
      id: newId(),
      instrument_id: instrument.id,
      wrong_price,
      price,
      is_current: body.wrong_price === undefined,
      at: new Date(at),
      reason: body.reason,
      actor_id: actor.user_id,
      created_at: platform.clock.now(),
    };
    await correctionTables(tx).insertInto('price_corrections').values(row).execute();
    await platform.signals.send(tx, priceCorrected, {});
    const detail = { symbol: instrument.symbol, price: `${wrong_price} > ${price}`, at, reason: body.reason };
    const subject = { subject_id: instrument.id, request_id: request.id, detail };
    await recordAudit(tx, platform, { action: 'price.corrected', actor_id: actor.user_id, ...subject });
    return correctionView(instrument, { ...row, applied_at: null });
  });
}

export function correctionView(
  instrument: Instrument,
  row: {
    readonly id: string;
    readonly wrong_price: string;
    readonly price: string;
    readonly at: Date;
    readonly reason: string;
    readonly created_at: Date;
    readonly applied_at: Date | null;
  },
): PriceCorrectionView {
  const { id, wrong_price, price, at, reason, created_at, applied_at } = row;
  return {
    id,
    symbol: instrument.symbol,
    wrong_price,
    price,
    reason,
    at: at.toISOString(),
    created_at: created_at.toISOString(),
    applied_at: applied_at?.toISOString() ?? null,
  };
}

/** The price with all the decimals of its instrument. */
function fitted({ price_decimals }: Instrument, text: string, pointer: string): string {
  const scaled = parseScaled(text, price_decimals);
  if (scaled === null) throw new AppError('price_too_fine', { decimals: price_decimals, pointer });
  return formatScaled(scaled, price_decimals);
}
