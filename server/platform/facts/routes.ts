import { type Route, route } from '../http/route.ts';
import type { Platform } from '../platform.ts';
import { listConsumers } from './list-consumers.ts';
import { listDead } from './list-dead.ts';
import { type ReplayDoors, replayDead, replayHistory } from './replay.ts';

/** @param doors how a privileged act is written down. */
export function factRoutes(platform: Platform, doors: ReplayDoors): Route[] {
  return [
    route('listFactConsumers', async () => ({ data: await listConsumers(platform.db) })),
    route('listDeadFacts', async ({ query }) => {
      const { rows, meta } = await listDead(platform, query);
      return { data: rows, meta };
    }),
    route('replayDeadFact', async ({ actor, request, params }) => ({
      data: await replayDead(platform, doors, { actor, request, ...params }),
      meta: { message: 'It is handled again now.' },
    })),
    route('replayDeadFacts', async ({ actor, request, params }) => ({
      data: await replayDead(platform, doors, { actor, request, ...params }),
      meta: { message: 'They are handled again now.' },
    })),
    route('replayFactHistory', async ({ actor, request, params, body }) => ({
      data: await replayHistory(platform, doors, { actor, request, ...params, ...body }),
      meta: { message: 'What the consumer never had is handled now.' },
    })),
  ];
}
