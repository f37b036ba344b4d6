import { getOrderGroup } from '../../server/modules/orders/checkout/selectors/find-group.ts';
import { listOrderGroups } from '../../server/modules/orders/checkout/selectors/list-order-groups.ts';
import type { Member } from '../../server/platform/actor.ts';
import type { RequestInfo } from '../../server/platform/http/route.ts';
import type { Platform } from '../../server/platform/platform.ts';
import type { FilledDesk } from './fill-desk.ts';
import type { Questions } from './measure.ts';

const LIMIT = 50;
/** Pages that are turned before one far in. */
const PAGES = 20;

/** What somebody with 10,000 orders asks of theirs. */
export function buyersQuestions(platform: Platform, actor: Member, { group_id }: FilledDesk): Questions {
  const request = { address: '127.0.0.1', guest_token: null } as RequestInfo;
  const list = (cursor?: string) =>
    listOrderGroups(platform, actor, { limit: LIMIT, ...(cursor !== undefined && { cursor }) });
  const walk = async (): Promise<string | undefined> => {
    let cursor: string | undefined;
    for (let page = 0; page < PAGES; page += 1) cursor = (await list(cursor)).meta.next_cursor ?? undefined;
    return cursor;
  };
  let there: Promise<string | undefined> | undefined;
  return {
    'a buyer’s orders': () => list(),
    'a buyer’s orders, far in': async () => list(await (there ??= walk())),
    'a buyer’s order with 1,000 events': () => getOrderGroup(platform, { actor, request, id: group_id }),
  };
}
