import type { BodyInput } from '../../../../contract/schemas.ts';
import { LINE_PIECES_MAX } from '../../../../contract/orders-terms.ts';
import { queryClient } from '../../app/query-client.ts';
import { ApiError, call } from '../../lib/api.ts';
import { messageOf } from '../../lib/problems.ts';
import { type BasketLineView, basketQuery, type BasketView } from '../../lib/queries/basket.ts';
import { notify, notifyError } from '../../ui/toast.tsx';
import { hasBasket, rememberBasket } from './known-basket.ts';

/** One change after another: each builds on what the one before answered. */
let turn: Promise<unknown> = Promise.resolve();

function inTurn<Value>(run: () => Promise<Value>): Promise<Value> {
  const next = turn.then(run, run);
  turn = next.catch(() => undefined);
  return next;
}

/** The newest basket, wherever it is shown. */
export function takeBasket(basket: BasketView): BasketView {
  rememberBasket();
  const { guest_token: _told, ...shown } = basket;
  queryClient.setQueryData(basketQuery.queryKey, shown);
  return shown;
}

/** Reads the basket again; nothing is thrown where that fails. */
export function readBasketAgain(): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: basketQuery.queryKey });
}

export interface Put {
  readonly listing_id: string;
  readonly title: string;
  readonly quantity: number;
  /** What it cost where the button was pressed. */
  readonly price_minor: number;
  /** Pieces there are. */
  readonly available: number;
}

/** Puts pieces of an offer into the basket, on top of what is there. @returns whether they are in it now. */
export async function addToBasket({ listing_id, title, quantity, price_minor, available }: Put): Promise<boolean> {
  try {
    await inTurn(async () => {
      const before = hasBasket() ? await queryClient.fetchQuery(basketQuery) : null;
      const held = before?.parts.flatMap(({ lines }) => lines).find((line) => line.listing_id === listing_id);
      const wanted = Math.min((held?.quantity ?? 0) + quantity, LINE_PIECES_MAX, Math.max(available, 1));
      const body = { quantity: wanted, price_minor };
      takeBasket((await call('setBasketLine', { params: { listing_id }, body })).data);
    });
    notify(`${title} is in your basket`);
    return true;
  } catch (error) {
    tellRefusal(`${title} is not in your basket`, error);
    return false;
  }
}

type Line = Pick<BasketLineView, 'listing_id' | 'title' | 'quantity' | 'price_minor'>;

/**
 * Changes how many pieces of a line are wanted, at the price on screen: what changed before is accepted by that. None
 * takes it out, and that can be undone.
 */
export async function setPieces(
  { listing_id, title, quantity: before, price_minor }: Line,
  wanted: number,
): Promise<void> {
  const set = (quantity: number) =>
    inTurn(async () => {
      const body = { quantity, ...(price_minor !== null && { price_minor }) };
      takeBasket((await call('setBasketLine', { params: { listing_id }, body })).data);
    });
  try {
    await set(wanted);
    if (wanted === 0) notify(`${title} is out of your basket`, () => void restore(title, () => set(before)));
  } catch (error) {
    tellRefusal(`${title} was not changed`, error);
  }
}

async function restore(title: string, put: () => Promise<void>): Promise<void> {
  try {
    await put();
  } catch (error) {
    tellRefusal(`${title} could not be put back`, error);
  }
}

/** Puts another copy in the place of one that is gone or too dear. */
export async function swapLine(
  gone: { readonly listing_id: string; readonly title: string },
  other: Put,
): Promise<void> {
  const { quantity, price_minor } = other;
  try {
    await inTurn(async () => {
      await call('setBasketLine', { params: { listing_id: other.listing_id }, body: { quantity, price_minor } });
      const { data } = await call('setBasketLine', { params: { listing_id: gone.listing_id }, body: { quantity: 0 } });
      takeBasket(data);
    });
    notify(`${other.title} is in your basket instead`);
  } catch (error) {
    void readBasketAgain();
    tellRefusal(`${gone.title} was not swapped`, error);
  }
}

/** Says who and where to, how it is sent, codes, or accepts what changed. @throws as `call` does. */
export function updateBasket(body: BodyInput<'updateBasket'>): Promise<BasketView> {
  return inTurn(async () => takeBasket((await call('updateBasket', { body })).data));
}

/** Holds every piece, or holds them longer. @throws ApiError `insufficient_stock`, `hold_limit` and others. */
export function holdBasket(): Promise<BasketView> {
  return inTurn(async () => takeBasket((await call('holdBasket')).data));
}

function tellRefusal(what: string, error: unknown): void {
  notifyError(what, messageOf(error));
  if (error instanceof ApiError) void readBasketAgain();
}
