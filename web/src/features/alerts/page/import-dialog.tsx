import { queryClient } from '../../../app/query-client.ts';
import { call } from '../../../lib/api.ts';
import { readAlertsAgain } from '../../../lib/queries/alerts.ts';
import { CsvDialog } from '../../../ui/csv-dialog.tsx';
import { notify } from '../../../ui/toast.tsx';

const EXAMPLE = 'condition_type,symbol,threshold_value\nPRICE_ABOVE,AAPL,200';

/** Adds alerts from a file or pasted text: all rows, or none. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <CsvDialog
      title="Import alerts"
      description="CSV as exported here: a row an alert. Those you have already stay as they are."
      example={EXAMPLE}
      send={importAlerts}
      onClose={onClose}
    />
  );
}

async function importAlerts(csv: string): Promise<void> {
  const { data } = await call('importAlerts', { body: { csv } });
  notify(`${data.added} ${data.added === 1 ? 'alert' : 'alerts'} added, ${data.unchanged} there already`);
  readAlertsAgain(queryClient);
}
