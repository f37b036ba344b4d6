import { Link } from '@tanstack/react-router';
import { ChartCandlestick, Ellipsis, ListTree, Pause, Pencil, Play, RotateCcw, Trash2 } from 'lucide-react';
import type { AlertView } from '../../../../../contract/alerts.ts';
import { Menu, MenuItem, MenuLine, MenuLink } from '../../../ui/menu.tsx';
import { deleteAlert, pauseAlert, resumeAlert } from '../change-alerts.ts';
import { editAlert } from './edit-alert.ts';

/** Everything that can be done with an alert. */
export function AlertMenu({ alert, tab = true }: { readonly alert: AlertView; readonly tab?: boolean }) {
  const { status, stock_symbol, watchlist_id, watchlist_name, origin } = alert;
  const subject = stock_symbol ?? watchlist_name ?? 'the list';
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          className="icon-button icon-button-small alert-menu"
          tabIndex={tab ? 0 : -1}
          aria-label={`Actions for ${alert.sentence}`}
        >
          <Ellipsis className="icon" aria-hidden="true" />
        </button>
      }
    >
      <MenuItem icon={<Pencil aria-hidden="true" />} keys={['Enter']} onSelect={() => editAlert(alert)}>
        {origin === 'mark' ? 'Edit the mark in its list' : 'Edit'}
      </MenuItem>
      {status === 'active' && (
        <MenuItem icon={<Pause aria-hidden="true" />} onSelect={() => void pauseAlert(alert)}>
          Pause
        </MenuItem>
      )}
      {status === 'paused' && (
        <MenuItem icon={<Play aria-hidden="true" />} onSelect={() => void resumeAlert(alert)}>
          Resume
        </MenuItem>
      )}
      {status === 'triggered' && (
        <MenuItem icon={<RotateCcw aria-hidden="true" />} onSelect={() => void resumeAlert(alert)}>
          Set again
        </MenuItem>
      )}
      <MenuLine />
      {stock_symbol !== null && (
        <MenuLink
          icon={<ChartCandlestick aria-hidden="true" />}
          link={<Link to="/s/$symbol" params={{ symbol: stock_symbol }} />}
        >
          Open chart of {subject}
        </MenuLink>
      )}
      {watchlist_id !== null && (
        <MenuLink icon={<ListTree aria-hidden="true" />} link={<Link to="/w/$list" params={{ list: watchlist_id }} />}>
          Open {subject}
        </MenuLink>
      )}
      {origin === 'user' && (
        <>
          <MenuLine />
          <MenuItem icon={<Trash2 aria-hidden="true" />} keys={['Del']} danger onSelect={() => void deleteAlert(alert)}>
            Delete
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
