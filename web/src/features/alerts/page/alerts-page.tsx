import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { AlertView } from '../../../../../contract/alerts.ts';
import { useShortcut } from '../../../app/keyboard/use-shortcut.ts';
import { useMedia, PHONE, WIDE } from '../../../app/use-media.ts';
import { useWatch } from '../../../lib/live/hooks.ts';
import { alertsQuery } from '../../../lib/queries/alerts.ts';
import { useTitle } from '../../../lib/use-title.ts';
import { Drawer } from '../../../ui/dialog.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { openAlertForm } from '../alert-request.ts';
import { AuditPanel } from '../audit/audit-panel.tsx';
import { ActiveTab } from './active-tab.tsx';
import { AlertsBar } from './alerts-bar.tsx';
import { AlertsFoot } from './alerts-foot.tsx';
import { LogTab } from './log-tab.tsx';
import { TriggeredTab } from './triggered-tab.tsx';
import type { AlertsState, AlertTab } from './view-state.ts';
import './alerts.css';

/** What the page shows, and the way to show something else. */
export function useAlertsView() {
  const state = useSearch({ from: '/app/alerts' });
  const navigate = useNavigate({ from: '/alerts' });
  const query = useQuery(alertsQuery);
  const { data } = query;
  const { symbol } = state;
  const shown = useMemo(() => (data ?? noAlerts).filter((alert) => isOf(alert, symbol)), [data, symbol]);
  return {
    state,
    query,
    known: data !== undefined,
    /** All there are, whatever the filter. */
    all: data ?? noAlerts,
    active: useMemo(() => shown.filter(({ status }) => status === 'active' || status === 'paused'), [shown]),
    done: useMemo(() => shown.filter(({ status }) => status === 'triggered' || status === 'expired'), [shown]),
    show: (next: { readonly [K in keyof AlertsState]?: AlertsState[K] | undefined }) =>
      void navigate({ search: (before) => withChanges(before, next), replace: next.firing === undefined }),
  };
}

function withChanges(
  before: AlertsState,
  next: { readonly [K in keyof AlertsState]?: AlertsState[K] | undefined },
): AlertsState {
  return Object.fromEntries(Object.entries({ ...before, ...next }).filter(([, value]) => value !== undefined));
}

export type AlertsView = ReturnType<typeof useAlertsView>;
const noAlerts: readonly AlertView[] = [];

function isOf({ stock_symbol, watchlist_name }: AlertView, symbol: string | undefined): boolean {
  if (symbol === undefined) return true;
  return (stock_symbol ?? watchlist_name ?? '').toUpperCase().startsWith(symbol);
}

/** Every alert: by distance while it waits, by time once it fired, and why it did. */
export function AlertsPage() {
  useTitle('Alerts');
  const view = useAlertsView();
  const wide = useMedia(WIDE);
  const phone = useMedia(PHONE);
  const { firing } = view.state;
  useWatch(view.all.flatMap(({ stock_symbol }) => stock_symbol ?? []));
  useShortcut('alert', () => openAlertForm({ kind: 'new', symbol: null }));
  const close = () => {
    view.show({ firing: undefined });
    document.querySelector<HTMLElement>(`[data-firing="${firing ?? ''}"]`)?.focus();
  };
  useShortcut('close', close);
  return (
    <div className="alerts" data-audit={wide && firing !== undefined ? 'open' : 'closed'}>
      <section className="pane alerts-pane" aria-label="Alerts">
        <AlertsBar view={view} />
        <div className="alerts-tabs">
          <Tabs<AlertTab>
            label="Alerts"
            value={view.state.tab ?? 'active'}
            onChange={(tab) => view.show({ tab: tab === 'active' ? undefined : tab })}
            tabs={[
              {
                value: 'active',
                label: tabLabel('Active', view.active.length),
                panel: <ActiveTab {...{ view, phone }} />,
              },
              {
                value: 'triggered',
                label: tabLabel('Triggered', view.done.length),
                panel: <TriggeredTab {...{ view, phone }} />,
              },
              { value: 'log', label: 'Log', panel: <LogTab view={view} /> },
            ]}
          />
        </div>
        {!phone && <AlertsFoot />}
      </section>
      {firing !== undefined && wide && (
        <aside className="pane alerts-audit" aria-label="Why it fired">
          <AuditPanel key={firing} id={firing} onClose={close} />
        </aside>
      )}
      {firing !== undefined && !wide && (
        <Drawer open onClose={close} label="Why it fired">
          <div className="flex h-full flex-col">
            <AuditPanel key={firing} id={firing} onClose={close} />
          </div>
        </Drawer>
      )}
    </div>
  );
}

function tabLabel(name: string, count: number) {
  return (
    <>
      {name} {count > 0 && <span className="font-normal tabular">{count}</span>}
    </>
  );
}
