import { inTransaction } from '../../../platform/db/transaction.ts';
import type { Platform } from '../../../platform/platform.ts';
import type { AlertDoors } from '../alert-doors.ts';
import { alerts } from '../tables.ts';
import { pauseAlerts } from './pause-alerts.ts';

/** Pauses alerts on what is not traded any more and tells their owners. An alert on a list goes on for the others. */
export async function pauseDelisted(platform: Platform, doors: AlertDoors): Promise<void> {
  const watched = await alerts(platform.db)
    .selectFrom('alerts')
    .where('status', '=', 'active')
    .where('instrument_id', 'is not', null)
    .select('instrument_id')
    .distinct()
    .execute();
  const delisted = watched.flatMap(({ instrument_id }) =>
    instrument_id !== null && doors.market.byId(instrument_id)?.status === 'inactive' ? [instrument_id] : [],
  );
  for (const instrument_id of delisted) {
    await inTransaction(platform.db, async (tx) => {
      const rows = await alerts(tx)
        .selectFrom('alerts')
        .where('instrument_id', '=', instrument_id)
        .where('status', '=', 'active')
        .select('id')
        .execute();
      await pauseAlerts(tx, { ...doors, platform }, { ids: rows.map(({ id }) => id), reason: 'delisted' });
    });
  }
}
