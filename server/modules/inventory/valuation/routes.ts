import { type Route, route } from '../../../platform/http/route.ts';
import type { Platform } from '../../../platform/platform.ts';
import { exportValuation, exportValueHistory } from './selectors/export-value.ts';
import { getValuation } from './selectors/get-valuation.ts';
import { getValueHistory } from './selectors/get-value-history.ts';

export function valuationRoutes(platform: Platform): Route[] {
  return [
    route('getValuation', async ({ actor, params, query }) => ({
      data: await getValuation(platform, actor, { ...params, ...query }),
    })),
    route('getValueHistory', async ({ actor, params, query }) => ({
      data: await getValueHistory(platform, actor, { ...params, ...query }),
    })),
    route('exportValuation', async ({ actor, params, query }) => ({
      file: {
        name: `value by ${query.group_by}.csv`,
        text: await exportValuation(platform, actor, { ...params, ...query }),
      },
    })),
    route('exportValueHistory', async ({ actor, params, query }) => ({
      file: { name: 'value by day.csv', text: await exportValueHistory(platform, actor, { ...params, ...query }) },
    })),
  ];
}
