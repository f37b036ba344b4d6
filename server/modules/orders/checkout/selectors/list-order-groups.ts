import { z } from 'zod';
import type { OrderGroupSummaryView } from '../../../../../contract/orders.ts';
import type { QueryOf } from '../../../../../contract/schemas.ts';
import type { Member } from '../../../../platform/actor.ts';
import { decodeCursor } from '../../../../platform/http/cursor.ts';
import { type PageOf, pageOf } from '../../../../platform/http/page.ts';
import type { Platform } from '../../../../platform/platform.ts';
import { groupSummaries } from '../../selectors/group-view.ts';
import { inOrders } from '../../services/in-orders.ts';
import { ordersTables } from '../../tables.ts';

const Place = z.uuid();

/** What the caller bought, newest first. The demo account has no orders of its own. @throws AppError `cursor_invalid`. */
export async function listOrderGroups(
  platform: Platform,
  actor: Member,
  { limit, cursor }: QueryOf<'listOrderGroups'>,
): Promise<PageOf<OrderGroupSummaryView>> {
  const key = platform.secrets.derive('cursor.order_groups');
  const before = cursor === undefined ? null : decodeCursor(key, cursor, Place);
  return inOrders(platform, actor, async (tx) => {
    const rows = await ordersTables(tx)
      .selectFrom('order_groups')
      .where('user_id', '=', actor.user_id)
      .$if(before !== null, (query) => query.where('id', '<', before ?? ''))
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .selectAll()
      .execute();
    return pageOf(await groupSummaries(tx, rows), { limit, key, place: (last) => last.id });
  });
}
