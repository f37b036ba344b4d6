import { Bell, CornerDownLeft } from 'lucide-react';
import { formatPrice } from '../../../lib/format/number.ts';
import { useLiveQuote } from '../../../lib/live/hooks.ts';
import { fromView } from '../../../lib/live/live-quote.ts';
import { distanceOf } from '../../alerts/distance.ts';
import { distanceText, ruleText } from '../../alerts/words.ts';
import type { TypedAlert } from './alert-entries.ts';

/** A typed alert as a sentence, with the distance from now, before Enter does anything. */
export function AlertEntry({ alert }: { readonly alert: TypedAlert }) {
  const { stock, said, reached, problem } = alert;
  const rule = said && ruleText(said, stock.price_decimals);
  return (
    <>
      <span className="palette-icon">
        <Bell className="icon text-accent" aria-hidden="true" />
      </span>
      <span className="min-w-0 grow">
        <span className="block truncate font-medium">
          {rule === null ? `Alert me about ${stock.symbol} …` : `Alert me when ${stock.symbol} ${rule}`}
        </span>
        {problem === null ? (
          <Standing alert={alert} />
        ) : (
          <span className={`block truncate text-12 ${said === null ? 'text-muted' : 'text-danger'}`}>{problem}</span>
        )}
      </span>
      {said !== null && (
        <span className="button button-primary button-small">
          {reached ? 'Choose' : 'Create'} <CornerDownLeft className="icon-small" aria-hidden="true" />
        </span>
      )}
    </>
  );
}

function Standing({ alert: { stock, said, reached } }: { readonly alert: TypedAlert }) {
  const held = useLiveQuote(stock.symbol);
  const quote = held ?? (stock.quote ? fromView(stock.quote) : undefined);
  const distance = said && distanceOf({ ...said, price_at_creation: quote?.price ?? null }, quote);
  const now = `${stock.name} is ${formatPrice(quote?.price, stock.price_decimals)}`;
  return (
    <span className="block truncate text-12 text-muted">
      {reached
        ? `${now}: there already. Enter asks what you mean.`
        : `${now}${distance ? `, ${distanceText(distance)}${distance.of_volume ? '' : ' away'}` : ''}. Fires once, to the inbox and by e-mail.`}
    </span>
  );
}
