import { API_BASE, type Endpoint } from '../../../../contract/endpoint.ts';
import { type ErrorCode, errorTable, everywhere } from '../../../../contract/errors.ts';
import { routes } from '../../../../contract/routes.ts';
import { type Html, html } from './html.ts';
import { codeBlock, pageText } from './layout.ts';
import { problem } from '../problem.ts';

/** One section per code, at the address that `type` of each problem names. */
export function errorsPage(): string {
  const codes = (Object.keys(errorTable) as ErrorCode[]).sort();
  const byStatus = [...Map.groupBy(codes, (code) => errorTable[code].status)].sort(([a], [b]) => a - b);
  return pageText({
    title: 'Errors',
    path: '/docs/errors',
    aside: html`${byStatus.map(
      ([status, list]) =>
        html`<h2>${status}</h2><ul>${list.map((code) => html`<li><a href="#${code}">${code}</a></li>`)}</ul>`,
    )}`,
    main: html`<h1>Errors</h1>
<p class="lead">A refused call says what happened and what to do next. Match on <code>code</code>: it does not change, sentences may.
<code>pointer</code> names the field, and <code>Retry-After</code> the seconds to wait.</p>
${codeBlock('For example', JSON.stringify({ data: null, meta: { request_id: '01930a5e-7c1b-7d3e-9a44-1f2e3d4c5b6a' }, errors: [problem('input_invalid', { detail: 'Too long: at most 64 characters', pointer: '/name' })] }, null, 2))}
<p>Send <code>Accept: application/problem+json</code> to get the first problem bare, as RFC 9457 has it.</p>
${byStatus.map(([, list]) => list.map(section))}`,
  });
}

function section(code: ErrorCode): Html {
  const { status, title, next } = errorTable[code];
  return html`<section class="endpoint" id="${code}"><h3><b class="method status">${status}</b> <a href="#${code}"><code>${code}</code></a></h3>
<p>${title}. <strong>${next}</strong></p>${where(code)}</section>`;
}

function where(code: ErrorCode): Html {
  if (everywhere.some((one) => one === code)) return html`<p class="codes"><small>Any call may meet it.</small></p>`;
  const found = Object.entries(routes as Readonly<Record<string, Endpoint>>).filter(([, route]) =>
    route.errors.includes(code),
  );
  return html`<p class="codes">${found.map(
    ([name, { method, path }]) => html`<a href="/docs#${name}"><code>${method} ${API_BASE}${path}</code></a> `,
  )}</p>`;
}
