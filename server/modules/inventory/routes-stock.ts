import assert from 'node:assert/strict';
import { type Route, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import type { Promises } from './doors.ts';
import { said } from './said.ts';
import { getCount, listCounts } from './selectors/get-count.ts';
import { listMovements } from './selectors/list-movements.ts';
import { applyCount, cancelCount, enterCounts, startCount } from './services/count-stock.ts';
import { adjustStock, type Moved, receiveStock, transferStock, writeOffStock } from './services/move-stock.ts';

export function stockRoutes(platform: Platform, promises: Promises): Route[] {
  return [
    route('listMovements', async ({ actor, params, query }) => {
      const { rows, meta } = await listMovements(platform, actor, { ...params, ...query });
      return { data: rows, meta };
    }),
    route('receiveStock', async ({ actor, params, body }) =>
      one(await receiveStock(platform, actor, { ...params, ...body })),
    ),
    route('adjustStock', async ({ actor, params, body }) =>
      one(await adjustStock(platform, actor, { ...params, ...body }, promises)),
    ),
    route('writeOffStock', async ({ actor, params, body }) =>
      one(await writeOffStock(platform, actor, { ...params, ...body }, promises)),
    ),
    route('transferStock', async ({ actor, params, body }) => {
      const { movements, replayed } = await transferStock(platform, actor, { ...params, ...body }, promises);
      return { data: [...movements], meta: { message: sentence(replayed), replayed } };
    }),
    ...countRoutes(platform, promises),
  ];
}

function countRoutes(platform: Platform, promises: Promises): Route[] {
  return [
    route('listCounts', async ({ actor, params, query }) => {
      const { rows, meta } = await listCounts(platform, actor, { ...params, ...query });
      return { data: rows, meta };
    }),
    route('startCount', async ({ actor, params, body }) =>
      said(await startCount(platform, actor, { ...params, ...body }), 'The count has begun.'),
    ),
    route('getCount', async ({ actor, params }) => ({ data: await getCount(platform, actor, params) })),
    route('enterCounts', async ({ actor, params, body }) => {
      const count = await enterCounts(platform, actor, { ...params, ...body });
      return said(count, `${body.entries.length} entered.`);
    }),
    route('applyCount', async ({ actor, params }) => {
      const count = await applyCount(platform, actor, params, promises);
      const differing = count.entries.filter((entry) => entry.difference !== 0).length;
      return said(count, `${differing} of ${count.entries.length} differed; the ledger is corrected.`);
    }),
    route('cancelCount', async ({ actor, params }) =>
      said(await cancelCount(platform, actor, params), 'The count is cancelled; the ledger is as it was.'),
    ),
  ];
}

function one({ movements, replayed }: Moved) {
  const [movement] = movements;
  assert(movement !== undefined, 'a movement that was applied can be read');
  return { data: movement, meta: { message: sentence(replayed), replayed } };
}

function sentence(replayed: boolean): string {
  return replayed ? 'This was done before; nothing moved twice.' : 'The stock is moved.';
}
