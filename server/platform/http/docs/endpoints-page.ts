import { API_BASE, BODY_BYTES_MAX, type Endpoint } from '../../../../contract/endpoint.ts';
import { type ErrorCode, everywhere } from '../../../../contract/errors.ts';
import { bodyExamples, parameterExamples } from '../../../../contract/examples.ts';
import { openapi, tagOf } from '../../../../contract/openapi.ts';
import { parametersOf } from '../../../../contract/openapi-schemas.ts';
import { errorsOf } from '../../../../contract/route-errors.ts';
import { routes } from '../../../../contract/routes.ts';
import type { SchemaName } from '../../../../contract/schemas.ts';
import { tiers } from '../../../../contract/tiers.ts';
import { curlOf } from './curl.ts';
import { type Html, html } from './html.ts';
import { codeBlock, pageText } from './layout.ts';
import { membersTable, type Schema } from './schema-text.ts';

const table = Object.entries(routes as Readonly<Record<string, Endpoint>>);
const schemas = openapi.components.schemas as Readonly<Record<string, Schema>>;
const accessText = { public: 'anyone', 'signed-in': 'signed in', admin: 'administrators' } as const;

/** Every endpoint by heading, with what to send, what comes back and what may go wrong. */
export function endpointsPage(host: string): string {
  const groups = [...Map.groupBy(table, ([, endpoint]) => tagOf(endpoint.path))];
  const names = Object.keys(schemas).filter((name) => name !== 'ErrorCode');
  return pageText({
    title: 'Endpoints',
    path: '/docs',
    aside: html`<p><a href="#start">How to start</a></p>${groups.map(
      ([tag, endpoints]) =>
        html`<h2>${tag}</h2><ul>${endpoints.map(
          ([name, { method, path }]) =>
            html`<li><a href="#${name}"><b class="method ${method.toLowerCase()}">${method}</b> <span>${breakable(path)}</span></a></li>`,
        )}</ul>`,
    )}<h2>Schemas</h2><ul>${names.map((name) => html`<li><a href="#schema-${name}">${name}</a></li>`)}</ul>`,
    main: html`${introduction(host)}${groups.map(
      ([tag, endpoints]) => html`<h2 class="tag">${tag}</h2>
<p class="lead">${openapi.tags.find((one) => one.name === tag)?.description}</p>
${endpoints.map(([name, endpoint]) => section(name, endpoint))}`,
    )}<h2 class="tag">Schemas</h2>${names.map(
      (name) =>
        html`<section class="schema" id="schema-${name}"><h3>${name}</h3>${schemaBody(schemas[name] ?? {})}</section>`,
    )}`,
  });
}

function schemaBody(schema: Schema): Html {
  const parts = schema.allOf ?? [schema];
  return html`${schema.description === undefined ? null : html`<p>${schema.description}</p>`}${parts.map(membersTable)}`;
}

function introduction(host: string): Html {
  return html`<h1 id="start">The Omni-Stock API</h1>
<p class="lead">JSON over HTTP under <code>${API_BASE}</code>: symbols, quotes, watchlists. Live prices come over the
<a href="/docs/socket">socket</a>.</p>
${codeBlock('Look around: no account needed', `HOST=${host}\ncurl "$HOST/api/v1/stocks?q=apple&limit=3"`)}
${codeBlock(
  'Sign a program in, then call with the access token',
  `curl "$HOST/api/v1/auth/token" --json '{"email":"ada@example.org","password":"correct horse battery"}'
curl "$HOST/api/v1/watchlists" -H "Authorization: Bearer $ACCESS"`,
)}
<h3>Every answer has one form</h3>
${codeBlock('Success', '{ "data": { … }, "meta": { "request_id": "…" }, "errors": [] }')}
${codeBlock(
  'Refusal',
  '{ "data": null, "meta": { "request_id": "…" },\n  "errors": [{ "type": "/docs/errors#watchlist_limit", "code": "watchlist_limit", "title": "…",\n               "status": 403, "detail": "What happened, and what to do next." }] }',
)}
<ul>
<li>Programs match on <code>code</code>: <a href="/docs/errors">the error page</a> lists them all.</li>
<li>Lists are walked with <code>?cursor=</code> and <code>meta.next_cursor</code>; rows that come and go meanwhile do not repeat any.</li>
<li>Prices are decimal strings, times are RFC 3339 in UTC, ids are UUIDs.</li>
<li>Members and parameters that an endpoint does not know are refused, so that a typing error is not ignored.</li>
<li>Requests a minute: ${Object.values(tiers).map((tier, index) => html`${index === 0 ? null : ', '}${tier.name} ${tier.requests_per_minute}`)};
what is left stands in <code>RateLimit</code> on every answer.</li>
</ul>`;
}

function section(name: string, endpoint: Endpoint): Html {
  const { method, path, access, summary } = endpoint;
  return html`<section class="endpoint" id="${name}">
<h3><b class="method ${method.toLowerCase()}">${method}</b> <a href="#${name}"><code>${breakable(API_BASE + path)}</code></a>
<small class="access">${accessText[access]}</small></h3>
<p>${summary}.</p>
${parameters('Path', endpoint.params)}${parameters('Query', endpoint.query)}${body(endpoint)}${answer(endpoint)}
${codeBlock('curl', curlOf(endpoint))}
${refusals(endpoint)}
</section>`;
}

function parameters(place: string, name: string | undefined): Html | null {
  if (name === undefined) return null;
  const { properties, required } = parametersOf(name);
  const shown = Object.entries(properties).map(([key, schema]) => {
    const example = parameterExamples[key];
    return [
      key,
      example === undefined ? schema : Object.assign({}, schema, { description: `Example: ${example}` }),
    ] as const;
  });
  return html`<h4>${place}</h4>${membersTable({ properties: Object.fromEntries(shown) as Record<string, Schema>, required })}`;
}

function body({ body: name, body_bytes_max }: Endpoint): Html | null {
  if (name === undefined) return null;
  const example = bodyExamples[name as SchemaName];
  return html`<h4>Body <small>JSON, at most ${(body_bytes_max ?? BODY_BYTES_MAX) / 1024} KiB</small></h4>
${membersTable(schemas[name] ?? {})}${example === undefined ? null : codeBlock('Example', JSON.stringify(example, null, 2))}`;
}

function answer({ status, reply, file, paged, etag }: Endpoint): Html {
  const data = reply === undefined ? html`<code>null</code>` : html`<a href="#schema-${reply}">${reply}</a>`;
  return html`<h4>Answer</h4><p><code>${status}</code> ${file === undefined ? html`with <code>data</code>: ${data}` : html`with a file: <code>${file}</code>`}${
    paged === true ? html`, and <code>meta.next_cursor</code> while there is more` : null
  }${etag === true ? html`. It carries an <code>ETag</code>; <code>If-None-Match</code> answers <code>304</code>` : null}.</p>`;
}

function refusals(endpoint: Endpoint): Html {
  const common = new Set<ErrorCode>(everywhere);
  const own = errorsOf(endpoint).filter((code) => !common.has(code));
  return html`<h4>May be refused with</h4><p class="codes">${own.map(
    (code) => html`<a href="/docs/errors#${code}"><code>${code}</code></a> `,
  )}<small>and, as everywhere, ${everywhere.map((code, index) => html`${index === 0 ? null : ', '}<a href="/docs/errors#${code}">${code}</a>`)}</small></p>`;
}

/** Lets a long path wrap at its slashes. */
function breakable(path: string): Html {
  return html`${path.split('/').map((part, index) => (index === 0 ? part : html`/<wbr>${part}`))}`;
}
