import type { RouteTable } from './endpoint.ts';

const open = { method: 'GET', access: 'public', status: 200, etag: true } as const;

/** The shared catalogue of cards. Schemas: inventory-catalogue.ts. */
export const catalogueRoutes = {
  listCatalogueGames: {
    ...open,
    path: '/catalogue/games',
    reply: 'CatalogueGameList',
    summary: 'The games whose cards are known here',
    errors: [],
  },
  listCatalogueSets: {
    ...open,
    path: '/catalogue/sets',
    query: 'CatalogueSetsQuery',
    reply: 'CatalogueSetList',
    paged: true,
    summary: 'Sets of cards, the newest first',
    errors: ['cursor_invalid'],
  },
  listPrintings: {
    ...open,
    path: '/catalogue/printings',
    query: 'PrintingsQuery',
    reply: 'PrintingList',
    summary: 'Printings of cards that a name, a set or a collector number may mean, the best first',
    errors: [],
  },
  getPrinting: {
    ...open,
    path: '/catalogue/printings/{id}',
    params: 'IdParams',
    reply: 'Printing',
    summary: 'One printing of a card',
    errors: ['printing_unknown'],
  },
} as const satisfies RouteTable;
