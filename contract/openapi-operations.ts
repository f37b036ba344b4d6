import { type JsonSchema, successSchema } from './openapi-schemas.ts';

const string = { type: 'string' } as const;
const status = (...values: string[]): JsonSchema => ({ type: 'string', enum: values });
const healthStatus = status('healthy', 'degraded', 'unhealthy');

const index: JsonSchema = {
  type: 'object',
  properties: {
    name: string,
    version: string,
    base: string,
    docs: string,
    routes: {
      type: 'array',
      items: {
        type: 'object',
        properties: { method: string, path: string, access: string, summary: string },
        required: ['method', 'path', 'access', 'summary'],
      },
    },
  },
  required: ['name', 'version', 'base', 'docs', 'routes'],
};

const health: JsonSchema = {
  type: 'object',
  properties: {
    status: healthStatus,
    version: string,
    uptime_s: { type: 'integer', minimum: 0 },
    parts: {
      type: 'array',
      items: {
        type: 'object',
        properties: { name: string, status: healthStatus, latency_ms: { type: 'number' }, detail: string },
        required: ['name', 'status', 'latency_ms'],
      },
    },
  },
  required: ['status', 'version', 'uptime_s', 'parts'],
};

const simple = (...values: string[]): JsonSchema => ({
  type: 'object',
  properties: { status: status(...values) },
  required: ['status'],
});

/** Addresses outside the route table: for programs that look around, and for those who run the service. */
export function operationPaths(): Record<string, object> {
  return {
    '/api': get('getIndex', 'What there is: documents and every route', index),
    '/api/v1': get('getIndexV1', 'The same as /api', index),
    '/health': get('getHealth', 'How each part is; always 200', health),
    '/livez': get('getLiveness', 'The process answers', simple('alive')),
    '/startupz': get('getStartup', 'The process has started', simple('started')),
    '/readyz': get(
      'getReadiness',
      'The process may be sent calls; 503 while it stops or a needed part is down',
      simple('ready'),
      {
        503: {
          description: '`unavailable`: The service cannot answer right now.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
        },
      },
    ),
    '/metrics': {
      get: {
        operationId: 'getMetrics',
        tags: ['Operations'],
        summary: 'Prometheus metrics, for private addresses only',
        security: [],
        responses: {
          200: { description: 'Metrics as text', content: { 'text/plain': { schema: string } } },
          403: {
            description: '`forbidden`: You may not do this.',
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
          },
        },
      },
    },
  };
}

function get(operationId: string, summary: string, data: JsonSchema, more: object = {}): object {
  const content = { 'application/json': { schema: successSchema(data, 'Meta') } };
  const responses = { 200: { description: summary, content }, ...more };
  return { get: { operationId, tags: ['Operations'], summary, security: [], responses } };
}
