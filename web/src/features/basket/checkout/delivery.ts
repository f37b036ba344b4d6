import type { BasketPartView, BasketView } from '../../../lib/queries/basket.ts';

interface Chosen {
  readonly vendor_id: string;
  readonly method_id: string;
}

/** For each vendor without a choice that still stands, its cheapest way of sending; nothing where none is missing. */
export function firstMethods({ parts }: Pick<BasketView, 'parts'>): Chosen[] {
  const missing = parts.some((part) => chosenOf(part) === undefined && part.shipping_options.length > 0);
  if (!missing) return [];
  return parts.flatMap((part) => {
    const cheapest = [...part.shipping_options].sort((left, right) => left.price_minor - right.price_minor)[0];
    const option = chosenOf(part) ?? cheapest;
    return option === undefined ? [] : [{ vendor_id: part.vendor.id, method_id: option.id }];
  });
}

/** The choices as they stand, with one vendor's changed. */
export function withMethod({ parts }: Pick<BasketView, 'parts'>, chosen: Chosen): Chosen[] {
  return parts.flatMap((part) => {
    if (part.vendor.id === chosen.vendor_id) return [chosen];
    const option = chosenOf(part);
    return option === undefined ? [] : [{ vendor_id: part.vendor.id, method_id: option.id }];
  });
}

export function chosenOf({ shipping_options, shipping_method_id }: BasketPartView) {
  return shipping_options.find(({ id }) => id === shipping_method_id);
}
