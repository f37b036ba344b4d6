import { ChevronRight, Plus, X } from 'lucide-react';
import { useState } from 'react';
import { alertRepeats } from '../../../../../contract/alert-terms.ts';
import type { StockView } from '../../../../../contract/market.ts';
import type { LiveQuote } from '../../../lib/live/live-quote.ts';
import { Button } from '../../../ui/button.tsx';
import { Switch } from '../../../ui/choices.tsx';
import { Field } from '../../../ui/field.tsx';
import { Select } from '../../../ui/select.tsx';
import { repeatNames } from '../words.ts';
import { ChannelFields } from './channel-fields.tsx';
import { kindOptions, ThresholdFields } from './condition-fields.tsx';
import { emptyCondition } from './draft.ts';
import { MessageFields } from './message-fields.tsx';
import type { AlertForm } from './use-alert-form.ts';

interface MoreFieldsProps {
  readonly form: AlertForm;
  readonly stock: StockView | undefined;
  readonly quote: LiveQuote | undefined;
  readonly list_name: string | null;
  readonly open: boolean;
}

/** What stands here: a problem there unfolds it. */
const folded = new Set(['expires', 'channels', 'message', 'note', 'and_value', 'and_upper', 'and_minutes', 'and_days']);

/** What few alerts need: how often, until when, where to, a second condition, and words of one's own. */
export function MoreFields({ form, stock, quote, list_name, open }: MoreFieldsProps) {
  const [unfolded, setUnfolded] = useState(open);
  const shown = unfolded || Object.keys(form.problems).some((field) => folded.has(field));
  return (
    <div className="flex flex-col gap-4">
      <button type="button" className="alert-more-button" aria-expanded={shown} onClick={() => setUnfolded(!shown)}>
        <ChevronRight className="icon-small" aria-hidden="true" />
        More options
        {!shown && <span className="truncate font-normal text-muted">repeat, channels, expiry, message</span>}
      </button>
      {shown && (
        <>
          <RepeatFields form={form} />
          <ChannelFields form={form} />
          <SecondCondition form={form} stock={list_name === null ? stock : undefined} />
          <TimeFields form={form} />
          <MessageFields form={form} stock={stock} quote={quote} list_name={list_name} />
        </>
      )}
    </div>
  );
}

const repeats = alertRepeats.map((value) => ({ value, label: repeatNames[value] }));
const pauses = [
  { value: '300', label: '5 minutes' },
  { value: '900', label: '15 minutes' },
  { value: '3600', label: 'An hour' },
  { value: '14400', label: '4 hours' },
  { value: '86400', label: 'A day' },
  { value: '604800', label: 'A week' },
];
const repeatHints = {
  ONCE: 'It is done after it has fired.',
  EVERY_CROSS: 'Armed again once the price has gone back past the level.',
  DAILY: 'At most once in a trading day.',
  COOLDOWN: 'What happens during the pause is counted, and told with the next.',
} as const;

/** Stock that comes back has no level to go back past. */
function watchesStock({ condition, and }: AlertForm['draft']): boolean {
  return condition.type === 'BACK_IN_STOCK' || and?.type === 'BACK_IN_STOCK';
}

function RepeatFields({ form }: { readonly form: AlertForm }) {
  const { draft, change } = form;
  const own = String(draft.cooldown_s);
  const options = pauses.some(({ value }) => value === own)
    ? pauses
    : [...pauses, { value: own, label: `${Math.round(draft.cooldown_s / 60)} minutes` }];
  return (
    <div className="alert-form-pair">
      <Select
        label="Repeat"
        value={draft.repeat}
        options={watchesStock(draft) ? repeats.filter(({ value }) => value !== 'EVERY_CROSS') : repeats}
        hint={repeatHints[draft.repeat]}
        onChange={(repeat) => change({ repeat })}
      />
      {draft.repeat === 'COOLDOWN' && (
        <Select
          label="At most every"
          value={own}
          options={options}
          onChange={(value) => change({ cooldown_s: Number(value) })}
        />
      )}
    </div>
  );
}

function SecondCondition({ form, stock }: Pick<MoreFieldsProps, 'form' | 'stock'>) {
  const { draft, problems, change } = form;
  const { and } = draft;
  if (and === null) {
    return (
      <Button
        size="small"
        tone="ghost"
        className="-ml-2 self-start"
        onClick={() => change({ and: { ...emptyCondition, type: 'VOLUME_ABOVE' } })}
      >
        <Plus className="icon-small" aria-hidden="true" />
        And a second condition
      </Button>
    );
  }
  return (
    <fieldset className="alert-and">
      <legend className="unseen">Second condition, at the same print</legend>
      <div className="alert-form-pair">
        <Select
          label="And it"
          value={and.type}
          options={kindOptions(stock)}
          onChange={(type) => change({ and: { ...emptyCondition, type } })}
        />
        <ThresholdFields
          condition={and}
          problems={problems}
          at="and_"
          currency={stock?.currency}
          onChange={(next) => change({ and: { ...and, ...next } })}
        />
      </div>
      <button
        type="button"
        className="icon-button icon-button-small"
        aria-label="Remove the second condition"
        onClick={() => change({ and: null })}
      >
        <X className="icon" aria-hidden="true" />
      </button>
    </fieldset>
  );
}

function TimeFields({ form }: { readonly form: AlertForm }) {
  const { draft, problems, change } = form;
  return (
    <div className="alert-form-pair">
      <Field
        label="Until"
        type="datetime-local"
        hint="Empty: until it is done or deleted."
        error={problems.expires}
        value={draft.expires}
        onChange={(event) => change({ expires: event.target.value })}
      />
      <div className="field">
        <span className="field-label">Hours</span>
        <Switch
          label="Regular session only"
          checked={draft.regular_only}
          onChange={(regular_only) => change({ regular_only })}
        />
        <span className="field-hint">Off: prints before and after it count as well.</span>
      </div>
    </div>
  );
}
