import { type Html, html } from './html.ts';

/** The parts of JSON Schema that the contract uses. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
}

/** What a value is, with links to named schemas: `array of Quote`, `string or null`. */
function typeOf(schema: Schema): Html {
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  if (schema.anyOf !== undefined) return anyOf(schema.anyOf);
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum !== undefined)
    return join(
      schema.enum.map((value) => html`<code>${value}</code>`),
      ' or ',
    );
  if (schema.type === 'array') return html`array of ${typeOf(schema.items ?? {})}`;
  const type = typeof schema.type === 'object' ? schema.type.join(' or ') : (schema.type ?? 'any value');
  return schema.format === undefined ? html`${type}` : html`${type} <small>${schema.format}</small>`;
}

function anyOf(of: readonly Schema[]): Html {
  const flat = of.flatMap((one) => one.anyOf ?? one);
  return join(flat.map(typeOf), ' or ');
}

function join(parts: readonly Html[], between: string): Html {
  return html`${parts.map((part, index) => (index === 0 ? part : html`${between}${part}`))}`;
}

/** Bounds of a value in words; empty without any. */
function boundsOf(schema: Schema): string {
  const { minLength = 0, minimum, maximum, maxLength, maxItems } = schema;
  const bounds = [
    range(minLength === 0 ? undefined : minLength, maxLength, 'characters'),
    range(minimum, maximum, ''),
    range(schema.minItems, maxItems, 'members'),
    schema.default === undefined ? '' : `${JSON.stringify(schema.default)} unless sent`,
  ];
  return bounds.filter((text) => text !== '').join('; ');
}

function range(least: number | undefined, most: number | undefined, unit: string): string {
  if (least === undefined && most === undefined) return '';
  if (least === undefined) return `at most ${most} ${unit}`.trim();
  if (most === undefined) return `at least ${least} ${unit}`.trim();
  return `${least} to ${most} ${unit}`.trim();
}

/** One row per member of an object. */
export function membersTable(schema: Schema): Html {
  const members = Object.entries(schema.properties ?? {});
  const required = new Set(schema.required);
  if (members.length === 0) return html`<p>${typeOf(schema)}</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Members"><table>
<thead><tr><th scope="col">member</th><th scope="col">value</th><th scope="col">rules</th></tr></thead>
<tbody>${members.map(
    ([name, member]) => html`<tr>
<th scope="row"><code>${name}</code>${required.has(name) ? null : html` <small>optional</small>`}</th>
<td>${typeOf(member)}</td><td>${[boundsOf(member), member.description ?? ''].filter((text) => text !== '').join('. ')}</td></tr>`,
  )}</tbody></table></div>`;
}
