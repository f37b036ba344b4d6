import { type Route, route } from '../../../platform/http/route.ts';
import type { Platform } from '../../../platform/platform.ts';
import { said } from '../said.ts';
import { inTurn } from './in-turn.ts';
import { listBulkEdits } from './selectors/list-bulk-edits.ts';
import { previewBulkEdit } from './selectors/preview-bulk-edit.ts';
import { startBulkEdit } from './services/start-bulk-edit.ts';
import { undoBulkEdit } from './services/undo-bulk-edit.ts';

export function bulkEditRoutes(platform: Platform): Route[] {
  const turn = inTurn(platform);
  return [
    route('previewBulkEdit', async ({ actor, params, body }) => {
      const preview = await turn(() => previewBulkEdit(platform, actor, { ...params, ...body }));
      return said(preview, `${counted(preview.count)} would change; nothing is written.`);
    }),
    route('startBulkEdit', async ({ actor, params, body }) => {
      const edit = await turn(() => startBulkEdit(platform, actor, { ...params, ...body }));
      return said(edit, `${counted(edit.count)} changed; you can take it back for a day.`);
    }),
    route('listBulkEdits', async ({ actor, params, query }) => {
      const { rows, meta } = await listBulkEdits(platform, actor, { ...params, ...query });
      return { data: rows, meta };
    }),
    route('undoBulkEdit', async ({ actor, params }) => {
      const edit = await turn(() => undoBulkEdit(platform, actor, params));
      const left = edit.kept === 0 ? '' : ` ${edit.kept} were changed since, and stay.`;
      return said(edit, `${counted(edit.count - edit.kept)} are as they were.${left}`);
    }),
  ];
}

function counted(count: number): string {
  return count === 1 ? '1 listing' : `${count} listings`;
}
