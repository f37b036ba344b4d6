/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- a combobox whose lines hold more than text: the field has the focus and the keys */
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type RefObject, useId, useState } from 'react';
import type { StockView } from '../../../../../contract/market.ts';
import { messageOf } from '../../../lib/problems.ts';
import { stocksQuery } from '../../../lib/queries/market.ts';
import { usePatientEnter } from '../../../lib/use-patient-enter.ts';

const HITS_MAX = 6;

interface SymbolFieldProps {
  readonly input: RefObject<HTMLInputElement | null>;
  readonly onPick: (symbol: string) => void;
}

/** Which instrument: a field with its hits under it. */
export function SymbolField({ input, onPick }: SymbolFieldProps) {
  const id = useId();
  const [line, setLine] = useState('');
  const [at, setAt] = useState(0);
  const { data, error, isPending, isPlaceholderData } = useQuery(stocksQuery({ q: line.trim(), limit: HITS_MAX }));
  const hits = data ?? [];
  const active = hits[Math.min(at, hits.length - 1)];
  const enter = usePatientEnter(line, !isPending && !isPlaceholderData, () => active && onPick(active.symbol));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setAt((Math.min(at, hits.length - 1) + step + hits.length) % Math.max(1, hits.length));
    else if (event.key === 'Enter') enter();
    else return;
    event.preventDefault();
  };
  return (
    <div className="field">
      <label className="field-label" htmlFor={`${id}-field`}>
        Symbol
      </label>
      <div className="input">
        <input
          ref={input}
          id={`${id}-field`}
          role="combobox"
          aria-expanded={hits.length > 0}
          aria-controls={`${id}-hits`}
          aria-activedescendant={active && `${id}-${active.symbol}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Ticker or name"
          value={line}
          onChange={(event) => {
            setLine(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <Hits id={id} hits={hits} active={active} onPick={onPick} />
      {hits.length === 0 && !isPending && (
        <p className="field-hint">{error ? messageOf(error) : `No match for “${line.trim()}”`}</p>
      )}
    </div>
  );
}

interface HitsProps {
  readonly id: string;
  readonly hits: readonly StockView[];
  readonly active: StockView | undefined;
  readonly onPick: (symbol: string) => void;
}

function Hits({ id, hits, active, onPick }: HitsProps) {
  return (
    <div id={`${id}-hits`} role="listbox" aria-label="Matches" className="alert-hits">
      {hits.map((stock) => (
        <div
          key={stock.symbol}
          id={`${id}-${stock.symbol}`}
          role="option"
          aria-selected={stock === active}
          className="menu-item"
          data-highlighted={stock === active ? '' : undefined}
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onPick(stock.symbol)}
        >
          <b className="w-19 flex-none font-semibold">{stock.symbol}</b>
          <span className="min-w-0 grow truncate text-muted">{stock.name}</span>
        </div>
      ))}
    </div>
  );
}
