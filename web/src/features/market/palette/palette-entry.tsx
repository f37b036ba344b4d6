/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- a line of a combobox's list: the field above has the focus and the keys */
import {
  Bell,
  BellPlus,
  Check,
  CircleHelp,
  CornerDownLeft,
  Inbox,
  Layers,
  ListPlus,
  Moon,
  Pause,
  Plus,
  Rows3,
  SlidersHorizontal,
  StickyNote,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { PaletteMode } from '../../../app/palette-state.ts';
import { exchangeOf } from '../../../lib/format/exchange.ts';
import { useLiveQuote } from '../../../lib/live/hooks.ts';
import { fromView } from '../../../lib/live/live-quote.ts';
import { KeyHint } from '../../../ui/key-hint.tsx';
import { Delta, Price } from '../../../ui/price.tsx';
import { ListIcon } from '../../watchlists/list-icon.tsx';
import { DelistedBadge, QuoteState } from '../quote-state.tsx';
import { AlertEntry } from './alert-entry.tsx';
import { spansOf } from './command.ts';
import type { Entry } from './use-palette.ts';

interface PaletteEntryProps {
  readonly id: string;
  readonly entry: Entry;
  readonly active: boolean;
  readonly words: string;
  readonly mode: PaletteMode;
  readonly onPoint: () => void;
}

/** One line of the palette. The field keeps the focus; a press on the line runs it. */
export function PaletteEntry(props: PaletteEntryProps) {
  const { id, entry, active, onPoint } = props;
  return (
    <div
      id={id}
      role="option"
      aria-selected={active}
      className={entry.kind === 'note' || entry.kind === 'alert' ? 'palette-entry palette-entry-tall' : 'palette-entry'}
      onPointerMove={active ? undefined : onPoint}
      onPointerDown={(event) => event.preventDefault()}
      onClick={entry.run}
    >
      <EntryContent {...props} />
    </div>
  );
}

function EntryContent({ entry, words, mode, active }: PaletteEntryProps): ReactNode {
  switch (entry.kind) {
    case 'stock':
      return <StockEntry entry={entry} words={words} mode={mode} active={active} />;
    case 'list':
      return <ListEntry entry={entry} />;
    case 'action': {
      const Icon = icons[entry.icon] ?? CornerDownLeft;
      return (
        <>
          <Icon className="icon text-muted" aria-hidden="true" />
          <span className="grow font-medium">{entry.label}</span>
          <KeyHint keys={entry.keys} />
        </>
      );
    }
    case 'alert':
      return <AlertEntry alert={entry.alert} />;
    case 'note':
      return <NoteEntry entry={entry} />;
    default:
      return entry satisfies never;
  }
}

function NoteEntry({ entry }: { readonly entry: Extract<Entry, { readonly kind: 'note' }> }) {
  return (
    <>
      <span className="palette-icon">
        <StickyNote className="icon text-accent" aria-hidden="true" />
      </span>
      <span className="min-w-0 grow">
        <span className="block truncate font-medium">Write a note for {entry.symbol}</span>
        <span className="block truncate text-12 text-muted">{entry.text}</span>
      </span>
      <span className="button button-primary button-small">
        Save <CornerDownLeft className="icon-small" aria-hidden="true" />
      </span>
    </>
  );
}

const icons: Readonly<Record<string, typeof Plus>> = {
  add: Plus,
  list: ListPlus,
  pause: Pause,
  theme: Moon,
  density: Rows3,
  inbox: Inbox,
  told: SlidersHorizontal,
  settings: SlidersHorizontal,
  plans: Layers,
  help: CircleHelp,
  alerts: Bell,
  alert: BellPlus,
};

type StockEntryProps = Pick<PaletteEntryProps, 'words' | 'mode' | 'active'> & {
  readonly entry: Extract<Entry, { readonly kind: 'stock' }>;
};

function StockEntry({ entry, words, mode, active }: StockEntryProps) {
  const { stock, listed } = entry;
  const held = useLiveQuote(stock.symbol);
  const quote = held ?? (stock.quote ? fromView(stock.quote) : undefined);
  const place = stock.exchange === null ? null : exchangeOf(stock.exchange).name;
  return (
    <>
      <span className="palette-tick">
        {listed ? (
          <Check className="icon text-accent" aria-hidden="true" />
        ) : (
          mode === 'add' && active && <Plus className="icon text-muted" aria-hidden="true" />
        )}
        {listed && <span className="unseen">Already in the list: </span>}
      </span>
      <b className="palette-symbol">
        <Spans text={stock.symbol} words={words} />
      </b>
      <span className="palette-name">
        <Spans text={stock.name} words={words} />
        {place !== null && ` · ${place}`}
      </span>
      {stock.status === 'inactive' ? <DelistedBadge /> : <QuoteState quote={quote} exchange={stock.exchange} />}
      <span className="number">
        <Price
          value={quote?.price}
          decimals={stock.price_decimals}
          currency={stock.currency === 'USD' ? undefined : stock.currency}
        />
      </span>
      <span className="number w-19 max-md:hidden">
        <Delta value={quote?.change_percent} />
      </span>
    </>
  );
}

/** The part that was typed stands out. */
function Spans({ text, words }: { readonly text: string; readonly words: string }) {
  let at = 0;
  return spansOf(text, words).map((span) => {
    const key = at;
    at += span.text.length;
    return span.hit ? (
      <mark key={key} className="palette-hit">
        {span.text}
      </mark>
    ) : (
      <span key={key}>{span.text}</span>
    );
  });
}

function ListEntry({ entry }: { readonly entry: Extract<Entry, { readonly kind: 'list' }> }) {
  return (
    <>
      <ListIcon name={entry.list.name} className="icon text-muted" />
      <span className="font-medium">{entry.list.name}</span>
      <span className="text-muted">{entry.list.item_count} symbols</span>
    </>
  );
}
