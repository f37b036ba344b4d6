import type { FastifyInstance } from 'fastify';
import type { Platform } from '../platform.ts';

/** As OpenTelemetry advises for http.server.request.duration. */
const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'PUT', 'DELETE', 'OPTIONS']);

/** One log line and one observation per request. Neither holds an address' parameters, a query or a body. */
export function observe(app: FastifyInstance, platform: Platform): void {
  const duration = platform.metrics.histogram(
    'http_server_request_duration_seconds',
    'Time from the head of a request to the end of its answer',
    BUCKETS_S,
    ['method', 'route', 'status'],
  );
  app.addHook('onResponse', (request, reply, done) => {
    const method = METHODS.has(request.method) ? request.method : 'OTHER';
    const route = request.routeOptions.url ?? (reply.statusCode < 400 ? 'web' : 'unknown');
    const status = reply.statusCode;
    const seconds = reply.elapsedTime / 1000;
    duration.observe({ method, route, status }, seconds);
    const line = { request_id: request.id, method, route, status, duration_ms: Math.round(seconds * 1e6) / 1e3 };
    if (route.startsWith('/api')) platform.log.info(line, 'request');
    else platform.log.debug(line, 'request');
    done();
  });
}
