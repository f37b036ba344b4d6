import { Download, Ellipsis, ListFilter, Plus, Upload, X } from 'lucide-react';
import { useState } from 'react';
import { addressOf } from '../../../lib/api.ts';
import { useShortcut } from '../../../app/keyboard/use-shortcut.ts';
import { Button } from '../../../ui/button.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu, MenuItem, MenuLink } from '../../../ui/menu.tsx';
import { openAlertForm } from '../alert-request.ts';
import type { AlertsView } from './alerts-page.tsx';
import { ImportDialog } from './import-dialog.tsx';

/** The name of the page, a filter, files, and the one primary button. */
export function AlertsBar({ view }: { readonly view: AlertsView }) {
  const [filtering, setFiltering] = useState(false);
  const [importing, setImporting] = useState(false);
  const { symbol } = view.state;
  const open = filtering || symbol !== undefined;
  useShortcut('filter', () => setFiltering(true));
  return (
    <>
      <div className="pane-bar">
        <h1 className="text-16 max-md:sr-only">Alerts</h1>
        <span className="text-12 font-medium text-muted max-md:hidden">{view.known && view.all.length}</span>
        <span className="grow" />
        <Button tone="ghost" size="small" aria-expanded={open} onClick={() => setFiltering(!open)}>
          <ListFilter className="icon-small" aria-hidden="true" />
          Filter
        </Button>
        <Menu
          align="end"
          trigger={
            <button type="button" className="icon-button icon-button-small" aria-label="Import and export">
              <Ellipsis className="icon" aria-hidden="true" />
            </button>
          }
        >
          <MenuItem icon={<Upload aria-hidden="true" />} onSelect={() => setImporting(true)}>
            Import CSV
          </MenuItem>
          <MenuLink
            icon={<Download aria-hidden="true" />}
            // oxlint-disable-next-line jsx-a11y/anchor-has-content, jsx-a11y/control-has-associated-label -- the menu puts the words inside
            link={<a href={addressOf('exportAlerts')} download="alerts.csv" />}
          >
            Export CSV
          </MenuLink>
        </Menu>
        <Button tone="primary" size="small" onClick={() => openAlertForm({ kind: 'new', symbol: symbolOf(view) })}>
          <Plus className="icon-small" aria-hidden="true" />
          New alert
        </Button>
      </div>
      {open && <FilterLine view={view} onClose={() => setFiltering(false)} />}
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </>
  );
}

/** The symbol that the page is narrowed to, if it is one of an alert's. */
function symbolOf({ all, state }: AlertsView): string | null {
  return all.find(({ stock_symbol }) => stock_symbol === state.symbol)?.stock_symbol ?? null;
}

function FilterLine({ view, onClose }: { readonly view: AlertsView; readonly onClose: () => void }) {
  const clear = () => {
    view.show({ symbol: undefined });
    onClose();
  };
  return (
    <div className="alerts-filter">
      <div className="input">
        <input
          // oxlint-disable-next-line jsx-a11y/no-autofocus -- it has just been asked for
          autoFocus
          aria-label="Symbol or list"
          placeholder="Symbol or list"
          autoComplete="off"
          spellCheck={false}
          value={view.state.symbol ?? ''}
          onChange={(event) => view.show({ symbol: event.target.value.toUpperCase() || undefined })}
          onKeyDown={(event) => event.key === 'Escape' && clear()}
        />
      </div>
      <IconButton label="Clear the filter" small onClick={clear}>
        <X className="icon" aria-hidden="true" />
      </IconButton>
    </div>
  );
}
