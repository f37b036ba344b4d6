import packageJson from '../package.json' with { type: 'json' };
import { API_BASE, BODY_BYTES_MAX, type Endpoint } from './endpoint.ts';
import { type ErrorCode, errorTable } from './errors.ts';
import { bodyExamples, parameterExamples } from './examples.ts';
import { asked, headerRefs, headers } from './openapi-headers.ts';
import { operationPaths } from './openapi-operations.ts';
import { contractSchemas, envelopeSchemas, type JsonSchema, parametersOf, successSchema } from './openapi-schemas.ts';
import { errorsByStatus } from './route-errors.ts';
import { routes } from './routes.ts';
import type { SchemaName } from './schemas.ts';

const always = ['X-Request-Id', 'RateLimit', 'RateLimit-Policy'];

/** The OpenAPI 3.1 document of everything that is served, made from the route table. Committed as openapi.json. */
export const openapi = {
  openapi: '3.1.0',
  info: {
    title: 'Omni-Stock',
    version: packageJson.version,
    license: { name: 'MIT', identifier: 'MIT' },
    description:
      'Watch anything that has a price. Every answer is an envelope of data, meta and errors; live prices come over the socket at /ws, described in /asyncapi.json.',
  },
  servers: [{ url: '/', description: 'Where this document was served from' }],
  tags: [
    { name: 'Accounts', description: 'Who you are: accounts, browser sessions, tokens for programs, tiers.' },
    {
      name: 'Market',
      description: 'What it costs and did cost, and when it is traded: instruments, search, quotes, history.',
    },
    { name: 'Watchlists', description: 'What you follow: named lists and their items.' },
    { name: 'Inventory', description: 'What vendors keep: staff, collectibles, and the ledger of their stock.' },
    { name: 'Shop', description: 'The shop window: what all vendors have on sale, for anyone.' },
    { name: 'Orders', description: 'Baskets, paying, and what was bought.' },
    { name: 'Notifications', description: 'Alerts on prices, what they fired, and how you are told.' },
    { name: 'Live', description: 'Tickets for the socket.' },
    { name: 'Admin', description: 'For administrators: accounts, their tiers and roles.' },
    { name: 'Operations', description: 'For programs and operators; not under /api/v1.' },
  ],
  paths: { ...routePaths(), ...operationPaths() },
  components: {
    securitySchemes: {
      cookie: {
        type: 'apiKey',
        in: 'cookie',
        name: 'omni_session',
        description:
          'The browser session; on https its name is __Host-omni_session. Changing calls must come from our pages.',
      },
      bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'From POST /api/v1/auth/token.' },
    },
    headers: headers(),
    responses: sharedFailures(),
    examples: Object.fromEntries(
      Object.keys(errorTable).map((code) => [code, { value: exampleOf(code as ErrorCode) }]),
    ),
    schemas: { ...envelopeSchemas, ...contractSchemas() },
  },
} as const;

/** Heading under which a path stands in the documents. */
export function tagOf(path: string): string {
  const first = path.split('/')[1] ?? '';
  const tags: Readonly<Record<string, string>> = {
    auth: 'Accounts',
    me: 'Accounts',
    tiers: 'Accounts',
    stocks: 'Market',
    quotes: 'Market',
    sparklines: 'Market',
    splits: 'Market',
    markets: 'Market',
    shared: 'Watchlists',
    dev: 'Notifications',
    vendors: 'Inventory',
    invitations: 'Inventory',
    collectibles: 'Inventory',
    catalogue: 'Inventory',
    products: 'Shop',
    'shop-vendors': 'Shop',
    basket: 'Orders',
    checkouts: 'Orders',
    payments: 'Orders',
    'order-groups': 'Orders',
    realtime: 'Live',
  };
  return tags[first] ?? first.charAt(0).toUpperCase() + first.slice(1);
}

function routePaths(): Record<string, Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [name, endpoint] of Object.entries(routes as Readonly<Record<string, Endpoint>>)) {
    const path = API_BASE + endpoint.path;
    paths[path] = { ...paths[path], [endpoint.method.toLowerCase()]: operation(name, endpoint) };
  }
  return paths;
}

function operation(name: string, endpoint: Endpoint): object {
  const known = [{ cookie: [] }, { bearer: [] }];
  return {
    operationId: name,
    tags: [tagOf(endpoint.path)],
    summary: endpoint.summary,
    security: endpoint.access === 'public' ? [{}, ...known] : known,
    ...(endpoint.access === 'admin' ? { description: 'For administrators only.' } : {}),
    parameters: [...parameters('path', endpoint.params), ...parameters('query', endpoint.query), ...asked(endpoint)],
    ...(endpoint.body === undefined ? {} : { requestBody: requestBody(endpoint, endpoint.body) }),
    ...(endpoint.upload === undefined ? {} : { requestBody: uploadBody(endpoint, endpoint.upload) }),
    responses: { ...successes(endpoint), ...failures(endpoint) },
  };
}

function parameters(place: 'path' | 'query', name: string | undefined): object[] {
  if (name === undefined) return [];
  const { properties, required } = parametersOf(name);
  return Object.entries(properties).map(([parameter, schema]) => {
    const example = parameterExamples[parameter];
    return {
      name: parameter,
      in: place,
      required: place === 'path' || required.includes(parameter),
      schema,
      example: schema['type'] === 'integer' && example !== undefined ? Number(example) : example,
    };
  });
}

function requestBody(endpoint: Endpoint, name: string): object {
  const example = bodyExamples[name as SchemaName];
  return {
    required: true,
    description: `At most ${endpoint.body_bytes_max ?? BODY_BYTES_MAX} bytes.`,
    content: {
      'application/json': {
        schema: { $ref: `#/components/schemas/${name}` },
        ...(example === undefined ? {} : { example }),
      },
    },
  };
}

function uploadBody(endpoint: Endpoint, types: readonly string[]): object {
  return {
    required: true,
    description: `The file itself, at most ${endpoint.body_bytes_max ?? BODY_BYTES_MAX} bytes.`,
    content: Object.fromEntries(types.map((type) => [type, { schema: { type: 'string', format: 'binary' } }])),
  };
}

function successes(endpoint: Endpoint): Record<string, object> {
  const data = endpoint.reply === undefined ? { type: 'null' } : { $ref: `#/components/schemas/${endpoint.reply}` };
  const meta = endpoint.paged === true ? 'PageMeta' : endpoint.method === 'GET' ? 'Meta' : 'WriteMeta';
  const content =
    endpoint.file === undefined
      ? { 'application/json': { schema: successSchema(data, meta) } }
      : { [endpoint.file]: { schema: { type: 'string' } } };
  const named = (endpoint.etag ?? endpoint.if_match ?? endpoint.tagged) === true ? [...always, 'ETag'] : always;
  return {
    [endpoint.status]: { description: endpoint.summary, headers: headerRefs(named), content },
    ...(endpoint.etag === true
      ? { 304: { description: 'What you hold is still true.', headers: headerRefs(named) } }
      : {}),
  };
}

function failures(endpoint: Endpoint): Record<string, object> {
  return Object.fromEntries(
    errorsByStatus(endpoint).map(([status, codes]) => [
      status,
      { $ref: `#/components/responses/${nameOf(status, codes)}` },
    ]),
  );
}

/** Endpoints that refuse alike share one description of it. */
function sharedFailures(): Record<string, object> {
  const all = Object.values(routes as Readonly<Record<string, Endpoint>>).flatMap(errorsByStatus);
  return Object.fromEntries(all.map(([status, codes]) => [nameOf(status, codes), failure(status, codes)]));
}

function nameOf(status: number, codes: readonly ErrorCode[]): string {
  return `${status}.${codes.join('.')}`;
}

function failure(status: number, codes: readonly ErrorCode[]): object {
  const code = { type: 'object', properties: { code: { enum: codes } } };
  const one: JsonSchema = { allOf: [{ $ref: '#/components/schemas/Problem' }, code] };
  const schema: JsonSchema = {
    allOf: [
      { $ref: '#/components/schemas/Failure' },
      { type: 'object', properties: { errors: { type: 'array', items: code } } },
    ],
  };
  const examples = Object.fromEntries(codes.map((name) => [name, { $ref: `#/components/examples/${name}` }]));
  const retries = status === 429 || status === 503 ? ['Retry-After'] : [];
  return {
    description: codes.map((name) => `\`${name}\`: ${errorTable[name].title}.`).join(' '),
    headers: headerRefs([...(status === 408 ? ['X-Request-Id'] : always), ...retries]),
    content: { 'application/json': { schema, examples }, 'application/problem+json': { schema: one } },
  };
}

function exampleOf(code: ErrorCode): object {
  const { title, status, next } = errorTable[code];
  const problem = { type: `/docs/errors#${code}`, code, title, status, detail: `${title}. ${next}` };
  return { data: null, meta: { request_id: '01930a5e-7c1b-7d3e-9a44-1f2e3d4c5b6a' }, errors: [problem] };
}
