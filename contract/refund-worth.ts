/** What is given back, by one rule for who gives it and who is told before. */

/**
 * What pieces of a line are worth when they are given back, in minor units, with their tax and less their discount. It
 * telescopes: however the pieces are parted, all of them together are worth exactly the line's total.
 *
 * @param already pieces of the line that were given back before; `already + quantity` is at most the line's quantity.
 */
export function refundOfPieces(
  line: { readonly quantity: number; readonly total_minor: number },
  already: number,
  quantity: number,
): number {
  return worthOf(line, already + quantity) - worthOf(line, already);
}

/** What the first `pieces` of a line are worth, rounded down. */
function worthOf(line: { readonly quantity: number; readonly total_minor: number }, pieces: number): number {
  return Number((BigInt(line.total_minor) * BigInt(pieces)) / BigInt(line.quantity));
}

/** What sending cost the buyer, with its tax where that was added. */
export function shippingPaid(order: {
  readonly shipping_minor: number;
  readonly shipping_tax_minor: number;
  readonly tax_mode: 'none' | 'inclusive' | 'exclusive';
}): number {
  return order.shipping_minor + (order.tax_mode === 'exclusive' ? order.shipping_tax_minor : 0);
}
