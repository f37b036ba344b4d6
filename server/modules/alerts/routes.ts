import { AppError } from '../../../contract/errors.ts';
import type { Actor, Member } from '../../platform/actor.ts';
import { type Route, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import type { AlertMarket } from './alert-market.ts';
import { exportAlerts } from './selectors/export-alerts.ts';
import { getAlert } from './selectors/get-alert.ts';
import { listAlerts } from './selectors/list-alerts.ts';
import { getFiring, listFirings } from './selectors/list-firings.ts';
import { createAlert } from './services/create-alert.ts';
import { deleteAlert } from './services/delete-alert.ts';
import { importAlerts } from './services/import-alerts.ts';
import { pauseAlert } from './services/pause-alert.ts';
import { resumeAlert } from './services/resume-alert.ts';
import { updateAlert } from './services/update-alert.ts';

const said = <Data>(data: Data, message: string) => ({ data, meta: { message } });

export function alertRoutes(platform: Platform, market: AlertMarket): Route[] {
  return [
    route('listAlerts', ({ actor, query }) => listAlerts(platform, market, owner(actor), query)),
    route('createAlert', async ({ actor, body }) => {
      const alert = await createAlert(platform, market, owner(actor), body);
      return said(alert, `You are told when: ${alert.sentence}.`);
    }),
    route('getAlert', async ({ actor, params }) => ({
      data: await getAlert(platform, market, owner(actor), params.id),
    })),
    route('updateAlert', async ({ actor, params, body }) => {
      const alert = await updateAlert(platform, market, owner(actor), { ...params, ...body });
      return said(alert, `Saved: ${alert.sentence}.`);
    }),
    route('deleteAlert', async ({ actor, params }) => {
      await deleteAlert(platform, owner(actor), params.id);
      return said(null, 'The alert is deleted. What it fired stays in the log.');
    }),
    route('pauseAlert', async ({ actor, params }) =>
      said(await pauseAlert(platform, market, owner(actor), params.id), 'The alert is paused.'),
    ),
    route('resumeAlert', async ({ actor, params, body }) =>
      said(await resumeAlert(platform, market, owner(actor), { ...params, ...body }), 'The alert is armed.'),
    ),
    ...fileRoutes(platform, market),
    ...firingRoutes(platform, market),
  ];
}

function fileRoutes(platform: Platform, market: AlertMarket): Route[] {
  return [
    route('exportAlerts', async ({ actor }) => ({
      file: { name: 'alerts.csv', text: await exportAlerts(platform, market, owner(actor)) },
    })),
    route('importAlerts', async ({ actor, body }) => {
      const report = await importAlerts(platform, market, owner(actor), body.csv);
      return said(report, `${report.added} added, ${report.unchanged} unchanged.`);
    }),
  ];
}

function firingRoutes(platform: Platform, market: AlertMarket): Route[] {
  return [
    route('listAlertFirings', ({ actor, query }) => listFirings(platform, market, owner(actor), query)),
    route('getAlertFiring', async ({ actor, params }) => ({
      data: await getFiring(platform, market, owner(actor), params.id),
    })),
  ];
}

/** The member an alert belongs to. Routes let only members in; a visitor here is a broken invariant, refused all the same. */
function owner(actor: Actor): Member {
  if (actor.kind !== 'member') throw new AppError('sign_in_required');
  return actor;
}
