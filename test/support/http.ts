import { connect } from 'node:net';
import { pino } from 'pino';
import { type Config, readConfig } from '../../server/config.ts';
import { type Actor, type Member, visitor } from '../../server/platform/actor.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { createMetrics } from '../../server/platform/metrics.ts';
import type { Platform } from '../../server/platform/platform.ts';
import type { HttpOptions } from '../../server/platform/http/context.ts';
import { createHttp, type HttpService } from '../../server/platform/http/create-http.ts';

export interface TestHttp extends AsyncDisposable {
  readonly url: string;
  readonly service: HttpService;
}

/** The HTTP server alone, on a free port: what it asks of a database is not asked here. */
export async function startHttp(
  options: Partial<HttpOptions> & { readonly env?: Readonly<Record<string, string>> } = {},
): Promise<TestHttp> {
  const { env = {}, ...rest } = options;
  const service = createHttp({
    platform: bare(readConfig([], { PORT: '0', HOST: '127.0.0.1', ...env })),
    host: '127.0.0.1',
    port: 0,
    routes: [],
    resolveActor: async (): Promise<Actor> => visitor,
    health: [],
    web_dir: null,
    documents: { openapi: {}, asyncapi: {} },
    check_replies: true,
    ...rest,
  });
  await service.start();
  return { url: service.url(), service, [Symbol.asyncDispose]: () => service.drain() };
}

/** A platform without a database: the HTTP server itself never asks one. */
function bare(config: Config): Platform {
  const none = new Proxy(
    {},
    {
      get: (_, name) => {
        throw new Error(`The HTTP server has no business with ${String(name)}`);
      },
    },
  );
  return {
    config,
    db: none as Platform['db'],
    signals: none as Platform['signals'],
    secrets: none as Platform['secrets'],
    clock: systemClock,
    log: pino({ level: 'silent' }),
    metrics: createMetrics({ process_metrics: false }),
  };
}

/** Sends bytes as they are and gives back everything that was answered until the server closed. */
export async function sendBytes(url: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.setEncoding('utf8').write(bytes);
  let answer = '';
  for await (const chunk of socket) answer += String(chunk);
  return answer;
}

/** A signed-in caller. */
export function member(facts: Partial<Member> = {}): Member {
  return {
    kind: 'member',
    user_id: '01890000-0000-7000-8000-000000000001',
    tier: 'standard',
    role: 'user',
    is_demo: false,
    session_id: '01890000-0000-7000-8000-000000000002',
    via: 'cookie',
    expires_at_ms: Number.MAX_SAFE_INTEGER,
    ...facts,
  };
}
