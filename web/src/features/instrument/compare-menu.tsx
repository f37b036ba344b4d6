/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- a combobox whose lines hold more than text: the field has the focus and the keys */
import { Popover } from '@base-ui/react/popover';
import { useQuery } from '@tanstack/react-query';
import { Spline, X } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import type { StockView } from '../../../../contract/market.ts';
import { messageOf } from '../../lib/problems.ts';
import { stocksQuery } from '../../lib/queries/market.ts';
import { usePatientEnter } from '../../lib/use-patient-enter.ts';
import type { InstrumentPageView } from './use-instrument-view.ts';
import { COMPARED_MAX } from './view-state.ts';

const HITS_MAX = 6;

/** Others beside the instrument, in percent from the first bar in sight. */
export function CompareMenu({ view }: { readonly view: InstrumentPageView }) {
  const [open, setOpen] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const count = view.compared.length;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger className="button button-ghost">
        <Spline className="icon-small" aria-hidden="true" />
        <span className="instrument-wide">Compare</span>
        {count > 0 && (
          <span className="text-text">
            {count}
            <span className="unseen"> shown</span>
          </span>
        )}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className="z-50" sideOffset={4} align="start" collisionPadding={8}>
          <Popover.Popup className="menu compare" initialFocus={input} aria-label="Compare with others">
            <CompareBody view={view} input={input} />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface BodyProps {
  readonly view: InstrumentPageView;
  readonly input: React.RefObject<HTMLInputElement | null>;
}

function CompareBody({ view, input }: BodyProps) {
  const shown = view.compared.map((other) => other.symbol);
  const set = (symbols: readonly string[]) => view.show({ compare: symbols.join(',') || undefined });
  return (
    <>
      {shown.length > 0 && (
        <ul className="compare-chosen" aria-label="Compared now">
          {shown.map((symbol) => (
            <li key={symbol}>
              <button
                type="button"
                className="chip"
                aria-label={`Remove ${symbol}`}
                onClick={() => set(shown.filter((other) => other !== symbol))}
              >
                {symbol}
                <X className="icon-small" aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {shown.length >= COMPARED_MAX ? (
        <p className="menu-label">Four are as many as can be told apart. Remove one to add another.</p>
      ) : (
        <SymbolSearch
          input={input}
          without={[view.instrument.symbol, ...shown]}
          onPick={(symbol) => set([...shown, symbol])}
        />
      )}
    </>
  );
}

interface SearchProps {
  readonly input: React.RefObject<HTMLInputElement | null>;
  readonly without: readonly string[];
  readonly onPick: (symbol: string) => void;
}

/** A field with its hits under it: the field keeps the focus, the arrow keys walk, Enter adds and stays for the next. */
function SymbolSearch({ input, without, onPick }: SearchProps) {
  const id = useId();
  const [line, setLine] = useState('');
  const [at, setAt] = useState(0);
  const { data, error, isPending, isPlaceholderData } = useQuery(
    stocksQuery({ q: line.trim(), limit: HITS_MAX + COMPARED_MAX }),
  );
  const hits = (data ?? []).filter((stock) => !without.includes(stock.symbol)).slice(0, HITS_MAX);
  const active = hits[Math.min(at, hits.length - 1)];
  const pick = (stock: StockView | undefined) => {
    if (!stock) return;
    setLine('');
    setAt(0);
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
      <div className="input compare-field">
        <input
          ref={input}
          role="combobox"
          aria-label="Symbol or name to compare with"
          aria-expanded={hits.length > 0}
          aria-controls={`${id}-hits`}
          aria-activedescendant={active && `${id}-${active.symbol}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Compare with: ticker or name"
          value={line}
          onChange={(event) => {
            setLine(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <SymbolHits id={id} hits={hits} active={active} onPick={pick} />
      {hits.length === 0 && !isPending && (
        <p className="menu-label">{error ? messageOf(error) : `No match for “${line.trim()}”`}</p>
      )}
    </>
  );
}

interface HitsProps {
  readonly id: string;
  readonly hits: readonly StockView[];
  readonly active: StockView | undefined;
  readonly onPick: (stock: StockView) => void;
}

function SymbolHits({ id, hits, active, onPick }: HitsProps) {
  return (
    <div id={`${id}-hits`} role="listbox" aria-label="Matches">
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
          <b className="w-19 font-semibold">{stock.symbol}</b>
          <span className="min-w-0 grow truncate text-muted">{stock.name}</span>
        </div>
      ))}
    </div>
  );
}
