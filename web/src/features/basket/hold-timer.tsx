import { Clock } from 'lucide-react';
import { useEffect, useState } from 'react';
import { HOLD_MINUTES } from '../../../../contract/orders-terms.ts';
import { useNow } from '../../app/use-now.ts';
import type { BasketView } from '../../lib/queries/basket.ts';
import { classNames } from '../../ui/class-names.ts';
import { readBasketAgain } from './change-basket.ts';
import { remainingOf, timeLeft } from './time-left.ts';
import './hold.css';

const SOON_MS = 2 * 60_000;
const HOLD_MS = HOLD_MINUTES * 60_000;

interface HoldTimerProps {
  readonly hold: NonNullable<BasketView['hold']>;
}

/** Until when the pieces are kept for one alone: neutral, and amber when it is nearly over. Nothing is read out each second. */
export function HoldTimer({ hold }: HoldTimerProps) {
  const now_ms = useNow(1_000);
  const left_ms = remainingOf(hold, now_ms);
  const soon = left_ms < SOON_MS;
  const over = left_ms <= 0;
  useEffect(() => {
    if (over) void readBasketAgain();
  }, [over]);
  const [said] = useState(() => `Held for you until ${clock.format(Date.parse(hold.expires_at))}`);
  if (over) return null;
  return (
    <section className={classNames('hold', soon && 'hold-soon')} aria-label="Held for you">
      <Clock className="icon" aria-hidden="true" />
      <p className="grow">
        <span className="block font-medium">{said}</span>
        <span className="block text-12 text-muted">
          {soon
            ? 'Then others can buy these too; place the order, or hold them longer'
            : 'Only you can buy these until then'}
        </span>
      </p>
      <span className="hold-left" aria-hidden="true">
        {timeLeft(left_ms)}
      </span>
      <output className="unseen">{soon ? 'Held for less than 2 minutes more' : ''}</output>
      <span className="hold-track" aria-hidden="true">
        <span style={{ width: `${(left_ms / HOLD_MS) * 100}%` }} />
      </span>
    </section>
  );
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
