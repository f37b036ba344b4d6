/** An order of two lines, and what becomes of it by its rules alone: no database, no code of the program. */

export const PRICES = [334, 251];
export const QUANTITIES = [4, 3];
export const SHIPPING = 499;

/** What an order is, told by the rules alone. */
export interface Model {
  readonly lines: { quantity: number; cancelled: number; shipped: number; arrived: number; returned: number }[];
  /** Pieces of parcels that are on their way, by line. */
  parcels: number[][];
  /** What was given back: of each line pieces and money, of sending, and as an amount. */
  back: { pieces: number[]; minor: number[]; shipping: number; amount: number };
  status: string;
}

export function newModel(): Model {
  return {
    lines: QUANTITIES.map((quantity) => ({ quantity, cancelled: 0, shipped: 0, arrived: 0, returned: 0 })),
    parcels: [],
    back: { pieces: PRICES.map(() => 0), minor: PRICES.map(() => 0), shipping: 0, amount: 0 },
    status: 'placed',
  };
}

export const open = (line: Model['lines'][number]): number => line.quantity - line.cancelled - line.shipped;
export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

export function follow(model: Model): void {
  if (model.status !== 'placed') return;
  if (model.lines.every((line) => line.cancelled === line.quantity)) model.status = 'cancelled';
  else if (model.parcels.length === 0 && model.lines.every((line) => open(line) === 0)) model.status = 'completed';
}

export function fulfilment({ lines, parcels }: Model): string {
  const shipped = sum(lines.map((line) => line.shipped));
  const returned = sum(lines.map((line) => line.returned));
  const left = sum(lines.map(open));
  if (shipped === 0) return 'unfulfilled';
  if (returned > 0) return returned === shipped && left === 0 ? 'returned' : 'partially_returned';
  if (left > 0) return 'partial';
  return parcels.length === 0 ? 'delivered' : 'shipped';
}

/** Pieces of a line are given back once, the next ones of it, whoever asks and why; never more than is left of the order. */
export function giveBack({ back, lines }: Model, total: number, wanted: readonly number[], shipping = 0): void {
  let left = total - sum(back.minor) - back.shipping - back.amount;
  for (const [place, line] of lines.entries()) {
    const before = back.pieces[place] ?? 0;
    const pieces = Math.min(wanted[place] ?? 0, line.quantity - before);
    const price = PRICES[place] ?? 0;
    // The last piece takes what is left of its line.
    const is_last = before + pieces === line.quantity;
    const worth = pieces === 0 ? 0 : is_last ? price * line.quantity - (back.minor[place] ?? 0) : price * pieces;
    back.pieces[place] = before + pieces;
    back.minor[place] = (back.minor[place] ?? 0) + Math.min(worth, left);
    left -= Math.min(worth, left);
  }
  back.shipping += Math.min(shipping, left);
}

/** Pieces of one line alone. */
export function ofLine(line: number, quantity: number): number[] {
  return PRICES.map((_, place) => (place === line ? quantity : 0));
}

/** Gives back what is cancelled now; with the last piece of an order of which nothing was sent, all that is left. */
export function cancelBack(model: Model, total: number, pieces: readonly number[]): void {
  const is_whole = model.lines.every((line, place) => line.shipped === 0 && open(line) === pieces[place]);
  const wanted = is_whole ? model.lines.map((line) => line.quantity) : pieces;
  giveBack(model, total, wanted, is_whole ? SHIPPING - model.back.shipping : 0);
}
