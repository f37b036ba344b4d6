/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- a combobox whose lines hold more than text: the field has the focus and the keys */
import { useQuery } from '@tanstack/react-query';
import { type ComponentPropsWithRef, type KeyboardEvent, useId, useState } from 'react';
import type { StockView } from '../../../../contract/market.ts';
import { messageOf } from '../../lib/problems.ts';
import { stocksQuery } from '../../lib/queries/market.ts';
import { usePatientEnter } from '../../lib/use-patient-enter.ts';
import { classNames } from '../../ui/class-names.ts';

const HITS_MAX = 6;

interface SymbolComboboxProps
  extends Pick<ComponentPropsWithRef<'input'>, 'ref' | 'id' | 'aria-label' | 'placeholder'> {
  /** Symbols that are not to be found; a handful. */
  readonly without: readonly string[];
  readonly onPick: (symbol: string) => void;
  /** Of the field, of the lines under it, and of the words that there are none. */
  readonly classes: { readonly field?: string; readonly hits?: string; readonly note: string };
}

/** A field with its hits under it: the field keeps the focus, the arrow keys walk, Enter picks and begins anew. */
export function SymbolCombobox({ without, onPick, classes, ...field }: SymbolComboboxProps) {
  const list = useId();
  const [line, setLine] = useState('');
  const [at, setAt] = useState(0);
  const question = { q: line.trim(), limit: HITS_MAX + without.length };
  const { data, error, isPending, isPlaceholderData } = useQuery(stocksQuery(question));
  const hits = (data ?? []).filter((stock) => !without.includes(stock.symbol)).slice(0, HITS_MAX);
  const active = hits[Math.min(at, hits.length - 1)];
  const write = (text: string) => {
    setLine(text);
    setAt(0);
  };
  const pick = (stock: StockView | undefined) => {
    if (stock === undefined) return;
    write('');
    onPick(stock.symbol);
  };
  const enter = usePatientEnter(line, !isPending && !isPlaceholderData, () => pick(active));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((Math.min(at, hits.length - 1) + step + hits.length) % Math.max(1, hits.length));
    else if (event.key === 'Enter') enter();
    else return;
    event.preventDefault();
  };
  return (
    <>
      <div className={classNames('input', classes.field)}>
        <input
          {...field}
          role="combobox"
          aria-expanded={hits.length > 0}
          aria-controls={list}
          aria-activedescendant={active && `${list}-${active.symbol}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          value={line}
          onChange={(event) => write(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <Hits id={list} className={classes.hits} hits={hits} active={active} onPick={pick} />
      {hits.length === 0 && !isPending && (
        <p className={classes.note}>{error ? messageOf(error) : `No match for “${line.trim()}”`}</p>
      )}
    </>
  );
}

interface HitsProps {
  readonly id: string;
  readonly className: string | undefined;
  readonly hits: readonly StockView[];
  readonly active: StockView | undefined;
  readonly onPick: (stock: StockView) => void;
}

function Hits({ id, className, hits, active, onPick }: HitsProps) {
  return (
    <div id={id} role="listbox" aria-label="Matches" className={className}>
      {hits.map((stock) => (
        <div
          key={stock.symbol}
          id={`${id}-${stock.symbol}`}
          role="option"
          aria-selected={stock === active}
          className="menu-item"
          data-highlighted={stock === active ? '' : undefined}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(stock)}
        >
          <b className="w-19 flex-none font-semibold">{stock.symbol}</b>
          <span className="min-w-0 grow truncate text-muted">{stock.name}</span>
        </div>
      ))}
    </div>
  );
}
