import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useId, useRef, useState } from 'react';
import type { StockView } from '../../../../../contract/market.ts';
import { useLiveQuote, useWatch } from '../../../lib/live/hooks.ts';
import { fromView } from '../../../lib/live/live-quote.ts';
import { stockQuery } from '../../../lib/queries/market.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useDirtyClose } from '../../../ui/use-dirty-close.tsx';
import { type AlertAsk, closeAlertForm } from '../alert-request.ts';
import { useAlertUsage } from '../use-alerts.ts';
import { FormRefusal, ReachedButtons } from './form-refusal.tsx';
import { LevelFields } from './level-fields.tsx';
import { MoreFields } from './more-fields.tsx';
import { ReadBack } from './read-back.tsx';
import { SubjectLine } from './subject-line.tsx';
import { SymbolField } from './symbol-field.tsx';
import { useAlertForm } from './use-alert-form.ts';
import './form.css';

/** Sets or changes an alert. What most people want is there at once; the rest is folded. */
export function AlertDialog({ ask }: { readonly ask: AlertAsk }) {
  const [picked, setPicked] = useState<string | null>(null);
  const symbol = ask.kind === 'new' ? (ask.symbol ?? picked) : ask.kind === 'edit' ? ask.alert.stock_symbol : null;
  const stock = useQuery({ ...stockQuery(symbol ?? ''), enabled: symbol !== null });
  useWatch(symbol === null ? nothing : [symbol]);
  if (ask.kind === 'new' && symbol === null) return <SymbolFirst onPick={setPicked} />;
  return <FormDialog key={symbol ?? ''} ask={ask} symbol={symbol} stock={stock.data} error={stock.error} />;
}

const nothing: readonly string[] = [];

function SymbolFirst({ onPick }: { readonly onPick: (symbol: string) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog open onClose={closeAlertForm} title="New alert" focusFirst={input}>
      <SymbolField input={input} onPick={onPick} />
    </Dialog>
  );
}

interface FormDialogProps {
  readonly ask: AlertAsk;
  readonly symbol: string | null;
  readonly stock: StockView | undefined;
  readonly error: unknown;
}

function FormDialog({ ask, symbol, stock, error }: FormDialogProps) {
  const id = useId();
  const level = useRef<HTMLInputElement>(null);
  const held = useLiveQuote(symbol);
  const quote = held ?? (stock?.quote ? fromView(stock.quote) : undefined);
  const decimals = stock?.price_decimals ?? 2;
  const alert = ask.kind === 'edit' ? ask.alert : null;
  const list_id = ask.kind === 'list' ? ask.list_id : symbol === null ? (alert?.watchlist_id ?? null) : null;
  const subject = { symbol, list_id, alert, price: quote?.price ?? null, decimals };
  const form = useAlertForm(ask, subject, closeAlertForm);
  const { tryClose, question } = useDirtyClose(form.dirty && ask.kind === 'edit', closeAlertForm);
  const no_price = symbol !== null && stock !== undefined && quote === undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!form.busy && !no_price) void form.submit();
  };
  const list_name = ask.kind === 'list' ? ask.list_name : symbol === null ? (alert?.watchlist_name ?? null) : null;
  return (
    <Dialog
      open
      onClose={tryClose}
      title={alert ? 'Edit alert' : list_name === null ? 'New alert' : `New alert on ${list_name}`}
      focusFirst={level}
      footer={question || <FormFoot form={form} id={id} no_price={no_price} label={alert ? 'Save' : 'Create alert'} />}
    >
      <form id={id} className="flex flex-col gap-4" onSubmit={submit} noValidate>
        <SubjectLine symbol={symbol} list_name={list_name} stock={stock} quote={quote} error={error} />
        <LevelFields form={form} quote={quote} stock={stock} listed={list_id !== null} input={level} />
        <ReadBack draft={form.draft} subject={symbol ?? `Any symbol of ${list_name ?? 'the list'}`} stock={stock} />
        <MoreFields form={form} stock={stock} quote={quote} list_name={list_name} open={ask.kind === 'edit'} />
        <FormRefusal refusal={no_price ? noPrice(symbol) : form.refusal} />
      </form>
    </Dialog>
  );
}

function noPrice(symbol: string) {
  const message = `${symbol} has had no price yet. An alert can be set as soon as it has one.`;
  return { kind: 'no_price', message } as const;
}

interface FootProps {
  readonly form: ReturnType<typeof useAlertForm>;
  readonly id: string;
  readonly no_price: boolean;
  readonly label: string;
}

function FormFoot({ form, id, no_price, label }: FootProps) {
  const usage = useAlertUsage();
  if (form.refusal?.kind === 'reached') return <ReachedButtons form={form} />;
  return (
    <>
      <span className="alert-form-usage">{usage && `${usage.used} of ${usage.most} alerts in use`}</span>
      <Button onClick={closeAlertForm}>Cancel</Button>
      <Button tone="primary" type="submit" form={id} busy={form.busy} disabled={no_price}>
        {label}
      </Button>
    </>
  );
}
