import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { asyncapi } from '../contract/live/asyncapi.ts';
import { openapi } from '../contract/openapi.ts';
import type { Config } from './config.ts';
import { buildParts } from './build-parts.ts';
import { photoFiles, windowHeads, windowTexts } from './modules/inventory/index.ts';
import { paymentPages } from './modules/orders/index.ts';
import { openPlatform } from './open-platform.ts';
import type { Actor } from './platform/actor.ts';
import type { Clock } from './platform/clock.ts';
import { createHttp } from './platform/http/create-http.ts';
import type { Logger } from './platform/log.ts';
import type { Platform } from './platform/platform.ts';
import type { Service } from './platform/service.ts';
import { apiProcess } from './processes/api.ts';
import { feedProcess } from './processes/feed.ts';
import type { ProcessPart } from './processes/process-part.ts';
import { realtimeProcess } from './processes/realtime.ts';
import { workerProcess } from './processes/worker.ts';
import { welcomeLines } from './welcome.ts';

/** The composed program: the only code that knows every module. */
export interface Program {
  readonly platform: Platform;
  /** Starts every service in order; rejects with the reason when one cannot. */
  start(): Promise<void>;
  /** Address people can open, once started. */
  url(): string;
  /** The lines a person reads after the start. */
  welcome(): readonly string[];
  /** Stops what was started, in reverse, and closes the database. Safe to call twice. */
  drain(): Promise<void>;
}

export interface ComposeOptions {
  readonly clock: Clock;
  readonly log: Logger;
  /** Built web app; by default web/dist where it was built. Null serves none. */
  readonly web_dir?: string | null;
  /** Tests: a reply that does not match its schema fails the call. */
  readonly check_replies?: boolean;
  /** Tests and benches: requests a minute of an actor; the tier's without it. */
  readonly requests_per_minute?: (actor: Actor) => number;
  /** Tests: a program that is slow for a while still answers every call. */
  readonly event_loop_delay_ms_max?: number;
}

const processes = { api: apiProcess, realtime: realtimeProcess, worker: workerProcess, feed: feedProcess };

/** Opens the database and builds what the configured roles need; nothing runs before `start`. */
export async function compose(config: Config, options: ComposeOptions): Promise<Program> {
  const { platform, database_url, services: platformServices, close } = await openPlatform(config, options);
  const parts = buildParts(platform, database_url);
  const roles: ProcessPart[] = config.run.map((role) => processes[role](parts));
  const upgrade = roles.find((role) => role.upgrade !== undefined)?.upgrade;
  const http = createHttp({
    platform,
    host: config.host,
    port: config.port,
    routes: roles.flatMap((role) => role.routes ?? []),
    resolveActor: parts.identity.resolveActor,
    health: parts.health,
    web_dir: options.web_dir === undefined ? builtWebApp() : options.web_dir,
    documents: { openapi, asyncapi },
    page_policies: paymentPages(config),
    ...(config.run.includes('api') && {
      files: [photoFiles(config)],
      texts: windowTexts(platform),
      heads: windowHeads(platform),
    }),
    ...(upgrade === undefined ? {} : { upgrade }),
    check_replies: options.check_replies ?? false,
    ...(options.requests_per_minute === undefined ? {} : { requests_per_minute: options.requests_per_minute }),
    ...(options.event_loop_delay_ms_max === undefined
      ? {}
      : { event_loop_delay_ms_max: options.event_loop_delay_ms_max }),
  });
  // A role names what it shares with the others; each service starts once, where it is first named.
  const services = [...new Set([...platformServices, parts.seeding, ...roles.flatMap((role) => role.services), http])];
  const started: Service[] = [];
  return {
    platform,
    url: () => http.url(),
    welcome: () => welcomeLines(platform.config, parts.seeding, http.url()),
    async start() {
      for (const service of services) {
        started.push(service);
        await service.start();
        platform.log.debug({ service: service.name }, 'started');
      }
    },
    async drain() {
      for (const service of started.splice(0).toReversed()) await service.drain();
      await close();
    },
  };
}

function builtWebApp(): string | null {
  const dir = resolve(import.meta.dirname, '../web/dist');
  return existsSync(join(dir, 'index.html')) ? dir : null;
}
