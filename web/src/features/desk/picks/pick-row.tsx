import { copyState } from '../../../../../contract/copy-state.ts';
import { Check } from 'lucide-react';
import { classNames } from '../../../ui/class-names.ts';
import { StateBadge } from '../../../ui/state-badge.tsx';
import { Art } from '../../shop/art.tsx';
import { isGrade, nameOf } from '../../shop/words.ts';
import type { PickStop } from './pick-list.ts';

interface PickRowProps {
  readonly stop: PickStop;
  readonly next: boolean;
  readonly may: boolean;
  readonly onPick: (picked: boolean) => void;
}

/** Pieces of one listing at one place; the whole row ticks them off. */
export function PickRow({ stop, next, may, onPick }: PickRowProps) {
  const { pick, quantity, done } = stop;
  const orders = [...new Set(stop.parts.map(({ order_number }) => order_number))].join(', ');
  return (
    <li className={classNames('pick-row', next && 'is-next', done && 'is-done')}>
      <label className="pick-label">
        <input
          type="checkbox"
          className="unseen pick-input"
          checked={done}
          disabled={!may}
          aria-label={`${quantity} × ${pick.title}, ${copyState(pick)}, for ${orders}`}
          onChange={(event) => onPick(event.target.checked)}
        />
        <span className="pick-box" aria-hidden="true">
          {done && <Check className="icon" />}
        </span>
        <Art image_url={pick.image_url} seed={pick.sku} mark={pick.collector_number ?? ''} gone={done} />
        <span className="pick-what">
          <span className="pick-name">{nameOf(pick)}</span>
          <span className="order-line-origin">
            <StateBadge state={copyState(pick)} graded={isGrade(pick.state)} />
            <span>{[pick.set_name, pick.collector_number].filter(Boolean).join(' ')}</span>
          </span>
        </span>
        <span className="pick-orders">
          {orders.split(', ').map((number) => (
            <span key={number}>{number}</span>
          ))}
        </span>
        <span className="pick-count">
          {quantity} <span aria-hidden="true">×</span>
        </span>
      </label>
    </li>
  );
}
