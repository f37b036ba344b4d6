import { Tabs } from '../../ui/tabs.tsx';
import { ActionsTab } from './actions-tab.tsx';
import { AnalyticsTab } from './analytics-tab.tsx';
import { CsvLink } from './csv-link.tsx';
import { HistoryTable } from './history-table.tsx';
import type { InstrumentPageView } from './use-instrument-view.ts';
import type { InstrumentTab } from './view-state.ts';
import './lower-tabs.css';

/** What the chart shows as a table, and what else is known of the past. */
export function LowerTabs({ view }: { readonly view: InstrumentPageView }) {
  const { state, show } = view;
  return (
    <div className="instrument-tabs">
      <Tabs<InstrumentTab>
        label="The past"
        value={state.tab ?? 'history'}
        onChange={(tab) => show({ tab: tab === 'history' ? undefined : tab })}
        tabs={[
          { value: 'history', label: 'History', panel: <HistoryTable view={view} /> },
          { value: 'analytics', label: 'Analytics', panel: <AnalyticsTab view={view} /> },
          { value: 'actions', label: 'Splits and dividends', panel: <ActionsTab view={view} /> },
        ]}
      />
      <span className="instrument-csv">
        <CsvLink view={view} />
      </span>
    </div>
  );
}
