import { type Route, route } from '../../../platform/http/route.ts';
import type { Platform } from '../../../platform/platform.ts';
import { printLabels } from './selectors/print-labels.ts';

export function labelRoutes(platform: Platform): Route[] {
  return [
    route('printLabels', async ({ actor, params, body }) => ({
      file: { name: 'labels.pdf', bytes: await printLabels(platform, actor, { ...params, ...body }) },
    })),
  ];
}
