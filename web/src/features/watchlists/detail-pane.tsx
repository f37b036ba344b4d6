import { Ellipsis, Plus } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { WatchlistItemView } from '../../../../contract/watchlists.ts';
import { useShortcut } from '../../app/keyboard/use-shortcut.ts';
import { queryClient } from '../../app/query-client.ts';
import { stockQuery } from '../../lib/queries/market.ts';
import { Button } from '../../ui/button.tsx';
import { Drawer } from '../../ui/dialog.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Detail } from '../market/detail/detail.tsx';
import { addItem } from './change-items.ts';
import { tellRefusal } from './refusal.ts';
import { RowItems } from './row-menu.tsx';
import type { Marks } from './use-marks.ts';
import type { RowCommanding } from './use-row-commands.ts';
import type { WatchView } from './use-watch-view.ts';

interface DetailPaneProps {
  readonly view: WatchView;
  readonly symbol: string;
  readonly wide: boolean;
  readonly rows: RowCommanding;
  readonly marks: Marks;
}

/** The detail beside the table where there is room, over it where there is not. */
export function DetailPane({ view, symbol, wide, rows, marks }: DetailPaneProps) {
  const pane = useRef<HTMLElement>(null);
  const item = view.own.find((other) => other.symbol === symbol) ?? null;
  const close = () => {
    view.show({ symbol: undefined });
    document.querySelector<HTMLElement>(`[data-symbol="${CSS.escape(symbol)}"]`)?.focus();
  };
  useShortcut('close', close);
  useShortcut('alert', () => rows.commands.alert(symbol));
  const { takeFocus } = rows;
  useEffect(() => {
    if (takeFocus(symbol) && document.activeElement?.matches('[data-symbol]') !== true)
      pane.current?.focus({ preventScroll: true });
  }, [symbol, takeFocus]);
  const actions = item ? (
    <ItemMenu view={view} item={item} rows={rows} marks={marks} />
  ) : (
    <Button size="small" onClick={() => void addHere(view.list_id, symbol)}>
      <Plus className="icon-small" aria-hidden="true" />
      Add to list
    </Button>
  );
  const detail = (
    <Detail
      symbol={symbol}
      item={item}
      splits={view.known.splitsOf(symbol)}
      onClose={close}
      onEdit={rows.commands.edit}
      actions={actions}
    />
  );
  if (!wide) {
    return (
      <Drawer open onClose={close} label={`${symbol} in detail`}>
        <div className="flex h-full flex-col">{detail}</div>
      </Drawer>
    );
  }
  return (
    <aside ref={pane} className="pane pane-detail outline-none" aria-label={`${symbol} in detail`} tabIndex={-1}>
      {detail}
    </aside>
  );
}

function ItemMenu({
  view,
  item,
  rows,
  marks,
}: Omit<DetailPaneProps, 'symbol' | 'wide'> & { readonly item: WatchlistItemView }) {
  return (
    <Menu
      align="end"
      trigger={
        <button type="button" className="icon-button icon-button-small" aria-label={`Actions for ${item.symbol}`}>
          <Ellipsis className="icon" aria-hidden="true" />
        </button>
      }
    >
      <RowItems view={view} commands={rows.commands} marks={marks} item={item} />
    </Menu>
  );
}

async function addHere(list_id: string, symbol: string): Promise<void> {
  try {
    await addItem(list_id, await queryClient.ensureQueryData(stockQuery(symbol)));
  } catch (error) {
    tellRefusal(`${symbol} was not added`, error);
  }
}
