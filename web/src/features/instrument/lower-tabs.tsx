import type { ReactNode } from 'react';
import { Tabs } from '../../ui/tabs.tsx';
import { ActionsTab } from './actions-tab.tsx';
import { AnalyticsTab } from './analytics-tab.tsx';
import { CsvLink } from './csv-link.tsx';
import { HistoryTable } from './history-table.tsx';
import { SalesTab } from './sales/sales-tab.tsx';
import type { InstrumentPageView } from './use-instrument-view.ts';
import type { InstrumentTab } from './view-state.ts';
import './lower-tabs.css';

interface Tab {
  readonly value: InstrumentTab;
  readonly label: string;
  readonly panel: ReactNode;
}

/** What the chart shows as a table, and what else is known of the past. */
export function LowerTabs({ view }: { readonly view: InstrumentPageView }) {
  const { state, show, instrument } = view;
  const collectible = instrument.kind === 'collectible';
  const tabs: readonly Tab[] = [
    { value: 'history', label: 'History', panel: <HistoryTable view={view} /> },
    ...(collectible ? [{ value: 'sales', label: 'Sales', panel: <SalesTab view={view} /> } as const] : []),
    { value: 'analytics', label: 'Analytics', panel: <AnalyticsTab view={view} /> },
    // Pieces of cardboard are neither split nor do they pay.
    ...(collectible
      ? []
      : [{ value: 'actions', label: 'Splits and dividends', panel: <ActionsTab view={view} /> } as const]),
  ];
  return (
    <div className="instrument-tabs">
      <Tabs<InstrumentTab>
        label="The past"
        value={tabs.find(({ value }) => value === state.tab)?.value ?? 'history'}
        onChange={(tab) => show({ tab: tab === 'history' ? undefined : tab })}
        tabs={tabs}
      />
      <span className="instrument-csv">
        <CsvLink view={view} />
      </span>
    </div>
  );
}
