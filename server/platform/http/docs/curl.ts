import { API_BASE, type Endpoint } from '../../../../contract/endpoint.ts';
import { bodyExamples, parameterExamples } from '../../../../contract/examples.ts';
import { parametersOf } from '../../../../contract/openapi-schemas.ts';
import type { SchemaName } from '../../../../contract/schemas.ts';

/** A call of an endpoint to paste into a shell; HOST and ACCESS are the reader's. */
export function curlOf(endpoint: Endpoint): string {
  const { method, path, access, query, body } = endpoint;
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => parameterExamples[name] ?? name);
  const lines = [`curl "$HOST${API_BASE}${address}${queryText(query)}"`];
  if (method !== 'GET' && (method !== 'POST' || body === undefined)) lines[0] += ` -X ${method}`;
  if (access !== 'public') lines.push('-H "Authorization: Bearer $ACCESS"');
  if (body !== undefined) lines.push(`--json ${quoted(JSON.stringify(bodyExamples[body as SchemaName] ?? {}))}`);
  return lines.join(' \\\n  ');
}

function queryText(name: string | undefined): string {
  if (name === undefined) return '';
  const known = Object.keys(parametersOf(name).properties).filter((key) => parameterExamples[key] !== undefined);
  return known.length === 0 ? '' : `?${known.map((key) => `${key}=${parameterExamples[key]}`).join('&')}`;
}

/** For a POSIX shell, where nothing is special between single quotes but the quote. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
