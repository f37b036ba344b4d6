import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronDown, Plus } from 'lucide-react';
import { useState } from 'react';
import type { SavedViewView } from '../../../../../../contract/inventory-filter.ts';
import { queryClient } from '../../../../app/query-client.ts';
import { call } from '../../../../lib/api.ts';
import { formatWhole } from '../../../../lib/format/number.ts';
import { messageOf } from '../../../../lib/problems.ts';
import { viewsQuery } from '../../../../lib/queries/stock.ts';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { Menu, MenuItem } from '../../../../ui/menu.tsx';
import { notify, notifyError } from '../../../../ui/toast.tsx';
import { useVendor } from '../../vendor/use-vendor.ts';
import { queryText, type StockState, stateOf } from './stock-state.ts';
import type { StockTable } from './use-stock-table.ts';
import { ViewDialog } from './view-dialog.tsx';

const noViews: readonly SavedViewView[] = [];

/** The saved views with how many listings are in each; the one whose filter is on screen is the current one. */
export function ViewTabs({ table }: { readonly table: StockTable }) {
  const { vendor_id, can } = useVendor();
  const views = useQuery(viewsQuery(vendor_id)).data ?? noViews;
  const [naming, setNaming] = useState<SavedViewView | 'new' | null>(null);
  const here = queryText(table.state);
  const current = views.find((view) => queryText(stateOf(view.query)) === here);
  return (
    <div className="view-tabs">
      <nav aria-label="Saved views" className="view-tabs-list">
        <ViewTab state={{}} name="All" count={table.whole} />
        {views.map((view) => (
          <span key={view.id} className="view-tab-place">
            <ViewTab state={stateOf(view.query)} name={view.name} count={view.count} />
            {view === current && can('updateView') && <ViewMenu view={view} onRename={() => setNaming(view)} />}
          </span>
        ))}
      </nav>
      {can('createView') && here !== '' && current === undefined && (
        <IconButton label="Save this view" small onClick={() => setNaming('new')}>
          <Plus className="icon" aria-hidden="true" />
        </IconButton>
      )}
      {naming !== null && (
        <ViewDialog
          view={naming === 'new' ? null : naming}
          query={here}
          views={views}
          onClose={() => setNaming(null)}
        />
      )}
    </div>
  );
}

interface ViewTabProps {
  readonly state: StockState;
  readonly name: string;
  readonly count: number | null;
}

function ViewTab({ state, name, count }: ViewTabProps) {
  const { vendor_id } = useVendor();
  return (
    <Link
      to="/inventory/$vendor"
      params={{ vendor: vendor_id }}
      search={state}
      className="view-tab"
      activeOptions={whole}
    >
      {name}
      {count !== null && <span className="count">{formatWhole(count)}</span>}
    </Link>
  );
}
/** Another filter or order is another view. */
const whole = { exact: true, includeSearch: true };

function ViewMenu({ view, onRename }: { readonly view: SavedViewView; readonly onRename: () => void }) {
  const { vendor_id } = useVendor();
  const key = viewsQuery(vendor_id).queryKey;
  const remove = async () => {
    try {
      await call('deleteView', { params: { vendor_id, id: view.id } });
      notify(`View ${view.name} deleted`, () => void restore());
    } catch (error) {
      notifyError(`${view.name} was not deleted`, messageOf(error));
    }
    void queryClient.invalidateQueries({ queryKey: key });
  };
  const restore = async () => {
    try {
      await call('createView', { params: { vendor_id }, body: { name: view.name, query: view.query } });
    } catch (error) {
      notifyError(`${view.name} could not be brought back`, messageOf(error));
    }
    void queryClient.invalidateQueries({ queryKey: key });
  };
  return (
    <Menu
      trigger={
        <button type="button" className="icon-button view-menu" aria-label={`View ${view.name}`}>
          <ChevronDown className="icon-small" aria-hidden="true" />
        </button>
      }
    >
      <MenuItem onSelect={onRename}>Rename</MenuItem>
      <MenuItem danger onSelect={() => void remove()}>
        Delete
      </MenuItem>
    </Menu>
  );
}
