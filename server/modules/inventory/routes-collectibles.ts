import { type Route, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { viewRoutes } from './routes-views.ts';
import { said } from './said.ts';
import { getCollectible } from './selectors/get-collectible.ts';
import { listCollectibles } from './selectors/list-collectibles.ts';
import { listCollectibleChanges, listCollectiblePrices } from './selectors/list-history.ts';
import { createCollectible } from './services/create-collectible.ts';
import { updateCollectible } from './services/update-collectible.ts';

export function collectibleRoutes(platform: Platform): Route[] {
  return [
    route('createCollectible', async ({ actor, body }) => {
      const { data, etag } = await createCollectible(platform, actor, body);
      return { ...said(data, `"${data.title}" is added.`), etag };
    }),
    route('listCollectibles', async ({ actor, params, query }) => {
      const { rows, meta } = await listCollectibles(platform, actor, { ...params, ...query });
      return { data: rows, meta };
    }),
    route('getCollectible', ({ actor, params }) => getCollectible(platform, actor, params)),
    route('updateCollectible', async ({ actor, params, body, request }) => {
      const { if_match } = request;
      const { data, etag } = await updateCollectible(platform, { actor, params, patch: body, if_match });
      return { ...said(data, `"${data.title}" is saved.`), etag };
    }),
    route('archiveCollectible', async ({ actor, params, request }) => {
      const { if_match } = request;
      const patch = { status: 'archived', reason: '' } as const;
      const call = { actor, params, patch, if_match, route: 'archiveCollectible' } as const;
      const { data, etag } = await updateCollectible(platform, call);
      return { ...said(data, `"${data.title}" is archived.`), etag };
    }),
    route('listCollectibleChanges', async ({ actor, params, query }) => {
      const { rows, meta } = await listCollectibleChanges(platform, actor, { ...params, ...query });
      return { data: rows, meta };
    }),
    route('listCollectiblePrices', async ({ actor, params, query }) => {
      const { rows, meta } = await listCollectiblePrices(platform, actor, { ...params, ...query });
      return { data: rows, meta };
    }),
    ...viewRoutes(platform),
  ];
}
