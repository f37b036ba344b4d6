import { type Route, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { said } from './said.ts';
import { getFacets } from './selectors/get-facets.ts';
import { listViews } from './selectors/list-views.ts';
import { createView, deleteView, updateView } from './services/save-view.ts';

export function viewRoutes(platform: Platform): Route[] {
  return [
    route('getCollectibleFacets', async ({ actor, params, query }) => ({
      data: await getFacets(platform, actor, { ...params, ...query }),
    })),
    route('listViews', async ({ actor, params }) => ({ data: await listViews(platform, actor, params.vendor_id) })),
    route('createView', async ({ actor, params, body }) => {
      const view = await createView(platform, actor, { ...params, ...body });
      return said(view, `"${view.name}" is saved for everyone here.`);
    }),
    route('updateView', async ({ actor, params, body }) => {
      const view = await updateView(platform, actor, { ...params, ...body });
      return said(view, `"${view.name}" is saved.`);
    }),
    route('deleteView', async ({ actor, params }) => {
      await deleteView(platform, actor, params);
      return said(null, 'The view is deleted.');
    }),
  ];
}
