import { useRef } from 'react';
import type { StockView } from '../../../../../contract/market.ts';
import { formatPercent, formatPrice } from '../../../lib/format/number.ts';
import { formatExchangeTime } from '../../../lib/format/time.ts';
import type { LiveQuote } from '../../../lib/live/live-quote.ts';
import { TextField } from '../../../ui/field.tsx';
import { targetText } from '../words.ts';
import { MESSAGE_LENGTH_MAX, NOTE_LENGTH_MAX, saidOf } from './draft.ts';
import { placeholders, previewOf } from './message-preview.ts';
import type { AlertForm } from './use-alert-form.ts';

interface MessageFieldsProps {
  readonly form: AlertForm;
  readonly stock: StockView | undefined;
  readonly quote: LiveQuote | undefined;
  readonly list_name: string | null;
}

/** A note to oneself, and the words of the message, as they would read now. */
export function MessageFields({ form, stock, quote, list_name }: MessageFieldsProps) {
  const { draft, problems, change } = form;
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string) => {
    const at = field.current?.selectionStart ?? draft.message.length;
    const text = `${draft.message.slice(0, at)}{{${name}}}${draft.message.slice(at)}`;
    if (text.length <= MESSAGE_LENGTH_MAX) change({ message: text });
    field.current?.focus();
  };
  return (
    <>
      <TextField
        label="Note"
        rows={2}
        hint="Why you wait for it. It comes with the message."
        error={problems.note}
        maxLength={NOTE_LENGTH_MAX}
        value={draft.note}
        onChange={(event) => change({ note: event.target.value })}
      />
      <div className="flex flex-col gap-2">
        <TextField
          ref={field}
          label="Message of your own"
          rows={2}
          error={problems.message}
          maxLength={MESSAGE_LENGTH_MAX}
          placeholder="{{symbol}} is at {{price}}: time to look."
          value={draft.message}
          onChange={(event) => change({ message: event.target.value })}
        />
        <fieldset className="flex flex-wrap gap-1" aria-label="Put into the message">
          {placeholders.map((name) => (
            <button key={name} type="button" className="chip alert-placeholder" onClick={() => insert(name)}>
              {name}
            </button>
          ))}
        </fieldset>
        {draft.message.trim() !== '' && (
          <p className="alert-preview">
            <span className="text-12 text-muted">It would say</span>
            <span>{previewOf(draft.message, valuesOf({ form, stock, quote, list_name }))}</span>
          </p>
        )}
      </div>
    </>
  );
}

function valuesOf({ form, stock, quote, list_name }: MessageFieldsProps) {
  const said = saidOf(form.draft.condition);
  return {
    ...(stock && { symbol: stock.symbol, name: stock.name }),
    ...(quote && {
      price: formatPrice(quote.price, stock?.price_decimals),
      change_pct: formatPercent(quote.change_percent),
      time: formatExchangeTime(quote.at_ms, stock?.exchange ?? null),
    }),
    ...(said && { threshold: targetText(said, stock?.price_decimals) }),
    list: list_name ?? '',
    note: form.draft.note,
  };
}
