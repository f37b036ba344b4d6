import { type Route, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { getPrinting } from './selectors/get-printing.ts';
import { listPrintings } from './selectors/list-printings.ts';
import { listGames, listSets } from './selectors/list-sets.ts';

export function catalogueRoutes(platform: Platform): Route[] {
  return [
    route('listCatalogueGames', async () => ({ data: await listGames(platform) })),
    route('listCatalogueSets', async ({ query }) => {
      const { rows, meta } = await listSets(platform, query);
      return { data: rows, meta };
    }),
    route('listPrintings', async ({ query }) => ({ data: await listPrintings(platform.db, query) })),
    route('getPrinting', async ({ params }) => ({ data: await getPrinting(platform.db, params.id) })),
  ];
}
