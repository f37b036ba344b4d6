import { ChevronDown, ListFilter, Search, X } from 'lucide-react';
import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react';
import { useShortcut } from '../../../app/keyboard/use-shortcut.ts';
import type { ProductSort } from '../../../../../contract/orders-terms.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { Button } from '../../../ui/button.tsx';
import { Menu, MenuChoices } from '../../../ui/menu.tsx';
import type { StoreView } from '../storefront.tsx';
import { countOf } from '../words.ts';
import { FacetPanel } from './facet-panel.tsx';
import { chipsOf } from './filter-chips.ts';
import { chosenCount, cleared } from './shop-state.ts';

const sorts: Readonly<Record<'best' | ProductSort, string>> = {
  best: 'Best match',
  newest: 'Newest',
  price: 'Lowest price',
  '-price': 'Highest price',
  last_sale: 'Last sold',
  title: 'Name, A to Z',
  '-title': 'Name, Z to A',
  set: 'Set',
};
const TYPING_MS = 250;

interface BarProps extends StoreView {
  readonly title: string;
  readonly about?: ReactNode;
  readonly phone: boolean;
}

/** The search, the order, and what is chosen, each with a way to take it back. */
export function StoreBar({ title, about, phone, ...view }: BarProps) {
  const { state, onChange, products } = view;
  const total = products.facets.data?.total;
  const vendors = products.facets.data?.facets.vendor?.length;
  const chips = chipsOf(view);
  return (
    <header className="store-bar">
      <div className="store-line">
        <h1 className={phone && about === undefined ? 'unseen' : undefined}>{title}</h1>
        <p className="text-muted">
          {total !== undefined && countOf(total, 'product')}
          {total !== undefined && vendors !== undefined && !view.by_vendor && ` · ${countOf(vendors, 'vendor')}`}
        </p>
        <span className="grow" />
        <SearchField q={state.q ?? ''} onSearch={(q) => onChange({ ...state, q: q === '' ? undefined : q })} />
        <SortMenu {...view} />
      </div>
      {about}
      {(phone || chips.length > 0) && (
        <div className="store-chips">
          {phone && <FilterSheet {...view} />}
          {chips.map(({ key, label, without }) => (
            <button key={key} type="button" className="chip" onClick={() => onChange(without)}>
              {label}
              <X className="icon-small" aria-hidden="true" />
              <span className="unseen">, take this choice back</span>
            </button>
          ))}
          {chips.length > 1 && (
            <button type="button" className="link store-clear" onClick={() => onChange(cleared(state))}>
              Clear all
            </button>
          )}
        </div>
      )}
    </header>
  );
}

function SearchField({ q, onSearch }: { readonly q: string; readonly onSearch: (q: string) => void }) {
  const [typed, setTyped] = useState(q);
  const [known, setKnown] = useState(q);
  const input = useRef<HTMLInputElement>(null);
  // The address changed by another way than this field.
  if (known !== q) {
    setKnown(q);
    if (typed.trim() !== q) setTyped(q);
  }
  const asked = useDeferredValue(typed.trim());
  useEffect(() => {
    if (asked === q) return undefined;
    const timer = setTimeout(() => onSearch(asked), TYPING_MS);
    return () => clearTimeout(timer);
  });
  useShortcut('filter', () => input.current?.focus());
  return (
    <label className="input store-search">
      <Search className="icon-small text-muted" aria-hidden="true" />
      <span className="unseen">Find in the shop</span>
      <input
        ref={input}
        type="search"
        value={typed}
        maxLength={100}
        placeholder="Card, set or number"
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => setTyped(event.target.value)}
      />
    </label>
  );
}

function SortMenu({ state, onChange }: StoreView) {
  const first = state.q === undefined ? 'newest' : 'best';
  const names = state.q === undefined ? Object.keys(sorts).filter((name) => name !== 'best') : Object.keys(sorts);
  const options = names.map((value) => ({ value, label: sorts[value as keyof typeof sorts] }));
  const now = state.sort ?? first;
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="button">
          <span className="max-md:sr-only">Sort:</span> {sorts[now]}
          <ChevronDown className="icon-small text-muted" aria-hidden="true" />
        </button>
      }
    >
      <MenuChoices
        label="Sort by"
        value={now}
        options={options}
        onChange={(value) =>
          onChange({ ...state, sort: value === first || value === 'best' ? undefined : (value as ProductSort) })
        }
      />
    </Menu>
  );
}

/** The choices of a phone. */
function FilterSheet(view: StoreView) {
  const [open, setOpen] = useState(false);
  const count = chosenCount(view.state);
  const total = view.products.facets.data?.total;
  return (
    <>
      <button type="button" className="chip" aria-pressed={count > 0} onClick={() => setOpen(true)}>
        <ListFilter className="icon-small" aria-hidden="true" />
        Filters{count > 0 && ` ${count}`}
      </button>
      {open && (
        <Dialog
          open
          onClose={() => setOpen(false)}
          title="Filters"
          footer={
            <>
              {count > 0 && <Button onClick={() => view.onChange(cleared(view.state))}>Clear all</Button>}
              <Button tone="primary" className="grow" onClick={() => setOpen(false)}>
                {total === undefined ? 'Show' : `Show ${countOf(total, 'product')}`}
              </Button>
            </>
          }
        >
          <FacetPanel {...view} />
        </Dialog>
      )}
    </>
  );
}
