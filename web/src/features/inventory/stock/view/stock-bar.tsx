import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Columns3, Download, Plus, Search, Upload, X } from 'lucide-react';
import { type ChangeEvent, useEffect, useRef, useState } from 'react';
import { useShortcut } from '../../../../app/keyboard/use-shortcut.ts';
import { PHONE, useMedia } from '../../../../app/use-media.ts';
import { addressOf } from '../../../../lib/api.ts';
import { locationsQuery } from '../../../../lib/queries/inventory.ts';
import { buttonClass } from '../../../../ui/button.tsx';
import { Menu, MenuItem, MenuLine, MenuTick } from '../../../../ui/menu.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import { columns, isChosen, withColumn } from '../columns/columns.ts';
import { chooseColumns, useColumnChoice } from '../columns/use-columns.ts';
import { FilterMenu } from './filter-menu.tsx';
import { chipsOf } from './filter-words.ts';
import { filterOf } from './stock-state.ts';
import type { StockTable } from './use-stock-table.ts';

/** What narrows the table, and what leads out of it. */
export function StockBar({ table }: { readonly table: StockTable }) {
  const phone = useMedia(PHONE);
  const { vendor_id, can } = useVendor();
  const params = { vendor: vendor_id };
  return (
    <div className="pane-bar stock-bar">
      <SearchField table={table} />
      {!phone && <Chips table={table} />}
      <FilterMenu table={table} />
      <span className="grow" />
      {!phone && (
        <>
          <ColumnsMenu />
          <a
            className={buttonClass({ size: 'small' })}
            href={addressOf('exportCollectibles', { params: { vendor_id }, query: filterOf(table.state) })}
            download
          >
            <Download className="icon-small" aria-hidden="true" />
            Export
          </a>
          {can('uploadImport') && (
            <Link to="/inventory/$vendor/imports" params={params} className={buttonClass({ size: 'small' })}>
              <Upload className="icon-small" aria-hidden="true" />
              Import
            </Link>
          )}
        </>
      )}
      {can('createCollectible') && (
        <Link
          to="/inventory/$vendor/add"
          params={params}
          className={phone ? 'icon-button' : buttonClass({ size: 'small' })}
          {...(phone && { 'aria-label': 'Add a listing' })}
        >
          <Plus className={phone ? 'icon' : 'icon-small'} aria-hidden="true" />
          {!phone && 'Listing'}
        </Link>
      )}
    </div>
  );
}

/** A pause in typing after which the list is asked for. */
const TYPING_MS = 180;

function SearchField({ table }: { readonly table: StockTable }) {
  const input = useRef<HTMLInputElement>(null);
  const shown = table.state.q ?? '';
  const [typed, setTyped] = useState<string | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useShortcut('search', () => input.current?.focus());
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = (q: string) => {
    clearTimeout(timer.current);
    setTyped(null);
    table.show({ q: q.trim() === '' ? undefined : q });
  };
  const onChange = ({ target: { value } }: ChangeEvent<HTMLInputElement>) => {
    setTyped(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => show(value), TYPING_MS);
  };
  return (
    <div className="input stock-search">
      <Search className="icon-small text-muted" aria-hidden="true" />
      <input
        ref={input}
        type="search"
        maxLength={100}
        aria-label="Search the stock"
        placeholder="Name, set, SKU, number"
        autoComplete="off"
        spellCheck={false}
        value={typed ?? shown}
        onChange={onChange}
        onKeyDown={(event) => {
          if (event.key === 'Enter') show(event.currentTarget.value);
          if (event.key === 'Escape') {
            show('');
            event.currentTarget.blur();
          }
        }}
      />
      <kbd className="max-md:hidden" aria-hidden="true">
        /
      </kbd>
    </div>
  );
}

function Chips({ table }: { readonly table: StockTable }) {
  const { vendor_id, vendor } = useVendor();
  const locations = useQuery(locationsQuery(vendor_id)).data ?? [];
  const chips = chipsOf(table.state, { facets: table.facets?.facets, currency: vendor.currency, locations });
  if (chips.length === 0) return null;
  return (
    <ul className="stock-chips" aria-label="Filter">
      {chips.map(({ text, members }) => (
        <li key={text}>
          <button
            type="button"
            className="chip stock-chip"
            title={text}
            onClick={() => table.show(Object.fromEntries(members.map((member) => [member, undefined])))}
          >
            <span className="truncate">{text}</span>
            <X className="icon-small" aria-hidden="true" />
            <span className="unseen">: take away</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function ColumnsMenu() {
  const { vendor_id } = useVendor();
  const choice = useColumnChoice(vendor_id);
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="button button-ghost button-small">
          <Columns3 className="icon-small" aria-hidden="true" />
          Columns
        </button>
      }
    >
      {columns
        .filter(({ id }) => id !== 'title')
        .map(({ id, label }) => (
          <MenuTick
            key={id}
            ticked={isChosen(choice, id)}
            onChange={() => chooseColumns(vendor_id, withColumn(choice, id))}
          >
            {label}
          </MenuTick>
        ))}
      <MenuLine />
      <MenuItem disabled={choice === null} onSelect={() => chooseColumns(vendor_id, null)}>
        As usual
      </MenuItem>
    </Menu>
  );
}
