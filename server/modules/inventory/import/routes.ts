import { type Route, route } from '../../../platform/http/route.ts';
import type { Platform } from '../../../platform/platform.ts';
import { said } from '../said.ts';
import { exportCollectibles } from './out/export-collectibles.ts';
import { importErrors } from './out/import-errors.ts';
import { importTemplate } from './out/import-template.ts';
import { listImportRows } from './run/selectors/list-import-rows.ts';
import { getImport, listImports } from './run/selectors/list-imports.ts';
import { listMappings } from './run/selectors/list-mappings.ts';
import { deleteMapping, saveMapping } from './run/services/save-mapping.ts';
import { cancelImport, startStep, updateImport } from './run/services/take-step.ts';
import { uploadImport } from './run/services/upload-import.ts';

export function importRoutes(platform: Platform): Route[] {
  return [...fileRoutes(platform), ...stepRoutes(platform), ...mappingRoutes(platform), ...outRoutes(platform)];
}

function fileRoutes(platform: Platform): Route[] {
  return [
    route('uploadImport', async ({ actor, params, query, upload }) => {
      const sent = await uploadImport(platform, actor, { ...params, ...query, upload });
      return said(sent, `${sent.rows} rows were read; nothing is written yet.`);
    }),
    route('listImports', async ({ actor, params, query }) => {
      const { rows, meta } = await listImports(platform, actor, { ...params, ...query });
      return { data: rows, meta };
    }),
    route('getImport', async ({ actor, params }) => ({ data: await getImport(platform, actor, params) })),
    route('updateImport', async ({ actor, params, body }) =>
      said(await updateImport(platform, actor, { ...params, ...body }), 'The import is saved.'),
    ),
    route('listImportRows', async ({ actor, params, query }) => {
      const { rows, meta } = await listImportRows(platform, actor, { ...params, ...query });
      return { data: rows, meta };
    }),
  ];
}

function stepRoutes(platform: Platform): Route[] {
  return [
    route('checkImport', async ({ actor, params }) =>
      said(await startStep(platform, actor, { ...params, step: 'checkImport' }), 'The rows are being checked.'),
    ),
    route('applyImport', async ({ actor, params }) =>
      said(await startStep(platform, actor, { ...params, step: 'applyImport' }), 'The rows are being written.'),
    ),
    route('undoImport', async ({ actor, params }) =>
      said(await startStep(platform, actor, { ...params, step: 'undoImport' }), 'The import is being taken back.'),
    ),
    route('cancelImport', async ({ actor, params }) =>
      said(await cancelImport(platform, actor, params), 'The import is stopped; what was written stays.'),
    ),
  ];
}

function mappingRoutes(platform: Platform): Route[] {
  return [
    route('listImportMappings', async ({ actor, params }) => ({
      data: await listMappings(platform, actor, params.vendor_id),
    })),
    route('saveImportMapping', async ({ actor, params, body }) => {
      const mapping = await saveMapping(platform, actor, { ...params, ...body });
      return said(mapping, `"${mapping.name}" is kept for files of these headers.`);
    }),
    route('deleteImportMapping', async ({ actor, params }) => {
      await deleteMapping(platform, actor, params);
      return said(null, 'The mapping is forgotten.');
    }),
  ];
}

function outRoutes(platform: Platform): Route[] {
  return [
    route('downloadImportErrors', async ({ actor, params }) => ({
      file: await importErrors(platform, actor, params),
    })),
    route('downloadImportTemplate', async ({ actor, params }) => ({
      file: { name: 'import-template.csv', text: await importTemplate(platform, actor, params) },
    })),
    route('exportCollectibles', async ({ actor, params, query }) => ({
      file: { name: 'collectibles.csv', text: await exportCollectibles(platform, actor, { ...params, ...query }) },
    })),
  ];
}
