import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ShoppingCart } from 'lucide-react';
import { basketQuery } from '../../lib/queries/basket.ts';
import { markOf } from '../notifications/mark-of.ts';
import { UnreadMark } from '../notifications/unread-mark.tsx';
import { hasBasket } from './known-basket.ts';

/** The way to the basket, with how many pieces are in it. */
export function BasketLink() {
  const { data } = useQuery({ ...basketQuery, enabled: hasBasket() });
  const pieces = data?.pieces ?? 0;
  // What is read out is what stands there, so that it can be spoken to as it is seen.
  const name = pieces === 0 ? 'Basket, empty' : `Basket, ${markOf(pieces)} ${pieces === 1 ? 'piece' : 'pieces'}`;
  return (
    <Link to="/basket" className="icon-button" aria-label={name}>
      <ShoppingCart className="icon" aria-hidden="true" />
      <UnreadMark unread={pieces} />
    </Link>
  );
}
