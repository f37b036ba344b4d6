import { TrendingDown, TrendingUp, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatMoney } from '../../../lib/format/money.ts';
import type { BasketLineView } from '../../../lib/queries/basket.ts';
import { Button } from '../../../ui/button.tsx';
import { countOf } from '../../shop/words.ts';
import { setPieces } from '../change-basket.ts';
import { NearestCopies } from './nearest-copies.tsx';

interface ProblemProps {
  readonly line: BasketLineView;
  readonly currency: string;
}

/** What changed since it was put in, with every way out. */
export function LineProblem({ line, currency }: ProblemProps) {
  if (line.problem === 'unavailable') return <Lost line={line} currency={currency} />;
  return line.problem === 'too_few' ? <TooFew line={line} /> : <OtherPrice line={line} currency={currency} />;
}

interface NoteProps {
  readonly tone: 'warn' | 'danger' | 'ok';
  readonly icon: ReactNode;
  readonly children: ReactNode;
}

function Note({ tone, icon, children }: NoteProps) {
  return (
    <p className={`line-note line-note-${tone}`}>
      {icon}
      <span>{children}</span>
    </p>
  );
}

function OtherPrice({ line, currency }: ProblemProps) {
  const { price_minor, price_seen_minor, quantity, title } = line;
  const money = (minor: number) => formatMoney(minor, currency);
  const now = price_minor ?? price_seen_minor;
  const rose = now > price_seen_minor;
  const difference = Math.abs(now - price_seen_minor) * quantity;
  const each = quantity === 1 ? 'It was' : 'Each was';
  const words = `${each} ${money(price_seen_minor)}, now ${money(now)}: ${money(difference)} ${rose ? 'more' : 'less'}`;
  return (
    <div className="line-problem">
      <Note
        tone={rose ? 'warn' : 'ok'}
        icon={
          rose ? (
            <TrendingUp className="icon-small" aria-hidden="true" />
          ) : (
            <TrendingDown className="icon-small" aria-hidden="true" />
          )
        }
      >
        <b>The price {rose ? 'rose' : 'fell'} while it was in your basket.</b> {words}
        {quantity > 1 && ` for ${quantity}`}.
      </Note>
      <div className="line-ways">
        <Button onClick={() => void setPieces(line, quantity)}>
          Keep at {money(now)}
          <span className="unseen">: {title}</span>
        </Button>
        {quantity > 1 && <Button onClick={() => void setPieces(line, quantity - 1)}>Take one out</Button>}
        <Button tone="ghost" onClick={() => void setPieces(line, 0)}>
          {quantity > 1 ? 'Remove all' : 'Remove'}
          <span className="unseen"> {title}</span>
        </Button>
      </div>
    </div>
  );
}

function TooFew({ line }: Pick<ProblemProps, 'line'>) {
  const { available, quantity, title } = line;
  return (
    <div className="line-problem">
      <Note tone="warn" icon={<TriangleAlert className="icon-small" aria-hidden="true" />}>
        <b>There are not {quantity} any more.</b> {countOf(available, 'piece')} {available === 1 ? 'is' : 'are'} left;
        you were not charged.
      </Note>
      <div className="line-ways">
        <Button onClick={() => void setPieces(line, available)}>
          Take {available}
          <span className="unseen"> of {title}</span>
        </Button>
        <Button tone="ghost" onClick={() => void setPieces(line, 0)}>
          Remove<span className="unseen"> {title}</span>
        </Button>
      </div>
    </div>
  );
}

function Lost({ line, currency }: ProblemProps) {
  return (
    <div className="line-problem">
      <Note tone="danger" icon={<TriangleAlert className="icon-small" aria-hidden="true" />}>
        <b>The last piece went to someone else.</b> You were not charged.
      </Note>
      <NearestCopies line={line} currency={currency} />
    </div>
  );
}
