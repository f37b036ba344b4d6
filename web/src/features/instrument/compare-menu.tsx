import { Popover } from '@base-ui/react/popover';
import { Spline, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { SymbolCombobox } from '../market/symbol-combobox.tsx';
import type { InstrumentPageView } from './use-instrument-view.ts';
import { COMPARED_MAX } from './view-state.ts';

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
        <SymbolCombobox
          ref={input}
          aria-label="Symbol or name to compare with"
          placeholder="Compare with: ticker or name"
          without={[view.instrument.symbol, ...shown]}
          classes={{ field: 'compare-field', note: 'menu-label' }}
          onPick={(symbol) => set([...shown, symbol])}
        />
      )}
    </>
  );
}
