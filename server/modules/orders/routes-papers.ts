import { type Route, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { downloadInvoice, printPapers } from './papers/selectors/print-papers.ts';
import { exportVendorOrders } from './selectors/export-vendor-orders.ts';
import { getDesk } from './selectors/get-desk.ts';

/** What a vendor reads of its orders as a whole, on the screen and as files. */
export function paperRoutes(platform: Platform): Route[] {
  return [
    route('getDesk', async ({ actor, params, query }) => ({
      data: await getDesk(platform, actor, { ...params, ...query }),
    })),
    route('exportVendorOrders', async ({ actor, params, query }) => ({
      file: { name: 'orders.csv', text: await exportVendorOrders(platform, actor, { ...params, ...query }) },
    })),
    route('printPapers', async ({ actor, params, body }) => ({
      file: { name: `${body.kind}.pdf`, bytes: await printPapers(platform, actor, { ...params, ...body }) },
    })),
    route('downloadInvoice', async ({ params, ...call }) => {
      const { number, bytes } = await downloadInvoice(platform, { ...call, ...params });
      return { file: { name: `invoice ${number}.pdf`, bytes } };
    }),
  ];
}
