import { copyState } from '../../../../../contract/copy-state.ts';
import { useQuery } from '@tanstack/react-query';
import { Bell } from 'lucide-react';
import { formatMoney } from '../../../lib/format/money.ts';
import type { BasketLineView } from '../../../lib/queries/basket.ts';
import { type OfferView, productQuery } from '../../../lib/queries/shop.ts';
import { Button } from '../../../ui/button.tsx';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { useTellMe } from '../../shop/product/tell-me.tsx';
import { isGrade } from '../../shop/words.ts';
import { setPieces, swapLine } from '../change-basket.ts';

const COPIES_MAX = 3;

interface CopiesProps {
  readonly line: BasketLineView;
  readonly currency: string;
}

/** Other offers of the same product, the most alike first, and being told when there is one again. */
export function NearestCopies({ line, currency }: CopiesProps) {
  const { product_slug, instrument_symbol, title } = line;
  const { data } = useQuery({ ...productQuery(product_slug ?? ''), enabled: product_slug !== null });
  const tellMe = useTellMe(currency);
  const copies = nearest(line, data?.list ?? []);
  return (
    <>
      {copies.length > 0 && (
        <>
          <p className="text-12 text-muted">The nearest copies now:</p>
          <ul className="copies">
            {copies.map((offer) => (
              <li key={offer.listing_id}>
                <StateBadge state={copyState(offer)} graded={isGrade(offer.state)} />
                <span className="min-w-0 grow truncate">{offer.vendor.name}</span>
                <span className="font-medium tabular">{formatMoney(offer.price_minor, currency)}</span>
                <Button
                  size="small"
                  onClick={() => void swapLine(line, { ...offer, quantity: Math.min(line.quantity, offer.available) })}
                >
                  Swap
                  <span className="unseen">
                    {' '}
                    for {copyState(offer)} from {offer.vendor.name}
                  </span>
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
      <div className="line-ways">
        {instrument_symbol !== null && (
          <Button tone="ghost" onClick={() => tellMe({ instrument_symbol, price_minor: null })}>
            <Bell className="icon-small" aria-hidden="true" />
            Tell me when one is listed
          </Button>
        )}
        <Button tone="ghost" onClick={() => void setPieces(line, 0)}>
          Remove<span className="unseen"> {title}</span>
        </Button>
      </div>
    </>
  );
}

/** The same condition first, then what costs about the same. */
export function nearest(line: BasketLineView, offers: readonly OfferView[]): OfferView[] {
  const unlike = ({ state, price_minor }: OfferView) =>
    (state === line.state ? 0 : 1e15) + Math.abs(price_minor - line.price_seen_minor);
  return offers
    .filter((offer) => offer.listing_id !== line.listing_id && offer.available > 0)
    .sort((left, right) => unlike(left) - unlike(right))
    .slice(0, COPIES_MAX);
}
