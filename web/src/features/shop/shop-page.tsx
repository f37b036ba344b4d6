import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTitle } from '../../lib/use-title.ts';
import { Storefront } from './storefront.tsx';
import type { ShopState } from './view/shop-state.ts';
import './shop.css';

/** What all vendors together have on sale. */
export function ShopPage() {
  const state = useSearch({ from: '/either/shop' });
  const navigate = useNavigate({ from: '/shop' });
  useTitle('Shop');
  const show = (next: ShopState) => void navigate({ search: next, replace: true, resetScroll: false });
  return <Storefront title="Shop" state={state} onChange={show} />;
}
