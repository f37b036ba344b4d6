import type { RefObject } from 'react';
import type { StockView } from '../../../../../contract/market.ts';
import { formatPercent } from '../../../lib/format/number.ts';
import type { LiveQuote } from '../../../lib/live/live-quote.ts';
import { Select } from '../../../ui/select.tsx';
import { distanceOf } from '../distance.ts';
import { distanceText } from '../words.ts';
import { kindOptions, ThresholdFields } from './condition-fields.tsx';
import { isPriced, isRange, levelAway, saidOf } from './draft.ts';
import type { AlertForm } from './use-alert-form.ts';

interface LevelFieldsProps {
  readonly form: AlertForm;
  readonly quote: LiveQuote | undefined;
  readonly stock: StockView | undefined;
  /** It watches a list. */
  readonly listed: boolean;
  readonly input: RefObject<HTMLInputElement | null>;
}

/** When it fires: the kind, its level, how far that is from now, and steps from the price. */
export function LevelFields({ form, quote, stock, listed, input }: LevelFieldsProps) {
  const { draft, problems, setCondition, setKind } = form;
  const { condition } = draft;
  const steps = isPriced(condition.type) && !isRange(condition.type) && !listed && quote;
  return (
    <div className="flex flex-col gap-2">
      <div className="alert-form-pair">
        <Select label="When it" value={condition.type} options={kindOptions(stock)} onChange={setKind} />
        <ThresholdFields
          condition={condition}
          problems={problems}
          at=""
          currency={listed ? undefined : stock?.currency}
          input={input}
          onChange={setCondition}
        />
      </div>
      <div className="alert-form-steps">
        <output className="text-12 text-muted">{away(form, quote)}</output>
        {steps && (
          <span className="flex gap-2">
            {stepsFor(condition.type).map((step) => (
              <button
                key={step}
                type="button"
                className="chip"
                onClick={() => setCondition({ value: levelAway(quote.price, step, stock?.price_decimals ?? 2) })}
              >
                {formatPercent(String(step)).replace('.00', '')}
              </button>
            ))}
          </span>
        )}
      </div>
    </div>
  );
}

function stepsFor(type: string): readonly number[] {
  return type === 'PRICE_BELOW' || type === 'CROSSES_DOWN' ? [-1, -2, -5] : [1, 2, 5];
}

/** How far the level is from the price, as both change. */
function away({ draft }: AlertForm, quote: LiveQuote | undefined): string {
  const said = saidOf(draft.condition);
  const distance = said && distanceOf({ ...said, price_at_creation: quote?.price ?? null }, quote);
  return distance ? `${distanceText(distance)}${distance.of_volume ? '' : ' from now'}` : '';
}
