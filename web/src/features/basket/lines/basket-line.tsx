import { copyState } from '../../../../../contract/copy-state.ts';
import { Link } from '@tanstack/react-router';
import { LINE_PIECES_MAX } from '../../../../../contract/orders-terms.ts';
import { formatMoney } from '../../../lib/format/money.ts';
import type { BasketLineView } from '../../../lib/queries/basket.ts';
import { Button } from '../../../ui/button.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { Stepper } from '../../../ui/stepper.tsx';
import { Art } from '../../shop/art.tsx';
import { nameOf } from '../../shop/words.ts';
import { setPieces } from '../change-basket.ts';
import { placeOf } from '../changed-lines.ts';
import { LineProblem } from './line-problem.tsx';
import './lines.css';

interface LineProps {
  readonly line: BasketLineView;
  readonly currency: string;
}

/** One offer in the basket: what it is, how many, and what is the matter with it. */
export function BasketLine({ line, currency }: LineProps) {
  const { state, quantity, price_minor, available, problem, set_name, collector_number } = line;
  const title = nameOf(line);
  const lost = problem === 'unavailable';
  const origin = [set_name, collector_number].filter(Boolean).join(' ');
  const most = Math.max(1, Math.min(available, LINE_PIECES_MAX));
  return (
    <li className={classNames('basket-line', lost && 'is-lost')} id={placeOf(line)}>
      <Art image_url={line.image_url} seed={line.product_slug ?? line.sku} mark={collector_number ?? ''} gone={lost} />
      <div className="basket-line-what">
        <p className="basket-line-name">
          {line.product_slug === null ? (
            title
          ) : (
            <Link to="/shop/$slug" params={{ slug: line.product_slug }} search={{ state }} className="hover:underline">
              {title}
            </Link>
          )}
        </p>
        <p className="basket-line-origin">
          <StateBadge state={copyState(line)} graded={line.grading !== null} />
          <span>{origin}</span>
        </p>
      </div>
      <p className="basket-line-price">
        <span className={lost ? 'line-through' : 'price'}>
          {formatMoney(price_minor === null ? line.price_seen_minor * quantity : price_minor * quantity, currency)}
        </span>
        {quantity > 1 && !lost && (
          <span className="block text-12 text-muted">{formatMoney(price_minor, currency)} each</span>
        )}
      </p>
      {!lost && (
        <div className="basket-line-act">
          <Stepper
            label={`Pieces of ${title}`}
            value={quantity}
            min={1}
            max={Math.max(most, quantity)}
            onChange={(wanted) => void setPieces(line, Math.min(wanted, Math.max(most, 1)))}
          />
          {problem === null && (
            <Button tone="ghost" onClick={() => void setPieces(line, 0)}>
              Remove<span className="unseen"> {title}</span>
            </Button>
          )}
          {quantity >= available && problem === null && <span className="text-12 text-muted">all there are</span>}
        </div>
      )}
      {problem !== null && <LineProblem line={line} currency={currency} />}
    </li>
  );
}
