import type { AlertView } from '../../../../../contract/alerts.ts';
import { router } from '../../../app/router.tsx';
import { notify } from '../../../ui/toast.tsx';
import { openAlertForm } from '../alert-request.ts';

/** Opens the form; what stands for a mark is changed at the item in its list. */
export function editAlert(alert: AlertView): void {
  if (alert.origin === 'user') return openAlertForm({ kind: 'edit', alert });
  const { watchlist_id, stock_symbol } = alert;
  notify('This alert stands for a mark in a list. Press e on the row to change it.');
  if (watchlist_id === null) void router.navigate({ to: '/w' });
  else {
    const search = stock_symbol === null ? {} : { symbol: stock_symbol };
    void router.navigate({ to: '/w/$list', params: { list: watchlist_id }, search });
  }
}
