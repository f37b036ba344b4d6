import { copyState } from '../../../../contract/copy-state.ts';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OrderLineView } from '../../../../contract/orders.ts';
import { classNames } from '../../ui/class-names.ts';
import { StateBadge } from '../../ui/state-badge.tsx';
import { Art } from '../shop/art.tsx';
import { nameOf } from '../shop/words.ts';

interface OrderLineProps {
  readonly line: OrderLineView;
  /** Leads to the product in the shop; staff have no need of it. */
  readonly linked?: boolean;
  readonly gone?: boolean;
  /** Stands where the origin would. */
  readonly note?: ReactNode;
  readonly children?: ReactNode;
}

/** A piece that was bought: its picture, its name, its state, and at the end of the line what concerns it here. */
export function OrderLine({ line, linked = false, gone = false, note, children }: OrderLineProps) {
  const { state, set_name, collector_number, product_slug, grading } = line;
  const title = nameOf(line);
  return (
    <li className={classNames('order-line', gone && 'is-gone')}>
      <Art image_url={line.image_url} seed={product_slug ?? line.sku} mark={collector_number ?? ''} gone={gone} />
      <div className="order-line-what">
        <p className="order-line-name">
          {linked && product_slug !== null ? (
            <Link to="/shop/$slug" params={{ slug: product_slug }} search={{ state }} className="hover:underline">
              {title}
            </Link>
          ) : (
            title
          )}
        </p>
        <p className="order-line-origin">
          {note ?? (
            <>
              <StateBadge state={copyState(line)} graded={grading !== null} />
              <span>{[set_name, collector_number].filter(Boolean).join(' ')}</span>
            </>
          )}
        </p>
      </div>
      <div className="order-line-end">{children}</div>
    </li>
  );
}
