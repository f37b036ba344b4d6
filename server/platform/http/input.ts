import type { z } from 'zod';
import { AppError } from '../../../contract/errors.ts';
import { inputSentence } from '../input-sentence.ts';

/** One thing wrong with the input, and where. */
export interface InputIssue {
  readonly pointer: string;
  readonly message: string;
}

/** Issues told at once; more would not help anybody. */
const ISSUES_MAX = 20;
const JSON_DEPTH_MAX = 20;

/** `input_invalid` with one problem for each issue. */
export class InputError extends AppError {
  readonly issues: readonly InputIssue[];
  constructor(issues: readonly InputIssue[]) {
    super('input_invalid');
    this.issues = issues.slice(0, ISSUES_MAX);
  }
}

type Place = 'body' | 'query' | 'params';

/** @throws InputError naming each member that the schema refuses. */
export function parseInput(place: Place, schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value, { error: inputSentence });
  if (parsed.success) return parsed.data;
  throw new InputError(parsed.error.issues.flatMap((issue) => issuesOf(place, issue)));
}

function issuesOf(place: Place, issue: z.core.$ZodIssue): InputIssue[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      pointer: pointerTo(place, [...issue.path, key]),
      message: 'This member is not known here; check its spelling or leave it out.',
    }));
  return [{ pointer: pointerTo(place, issue.path), message: sentence(issue.message) }];
}

/** RFC 6901 into the body, `?name` for a query parameter, `{name}` for a path parameter. */
function pointerTo(place: Place, path: readonly PropertyKey[]): string {
  const names = path.map((part) => String(part).toWellFormed().slice(0, 100));
  if (place === 'query') return `?${names[0] ?? ''}`;
  if (place === 'params') return `{${names[0] ?? ''}}`;
  return names.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/**
 * Reads a query string; each parameter may stand once.
 * @throws InputError naming each parameter that stands twice.
 */
export function parseQuery(url: string): Record<string, string> {
  const start = url.indexOf('?');
  const query: Record<string, string> = Object.create(null);
  if (start === -1 || start === url.length - 1) return query;
  const issues: InputIssue[] = [];
  for (const [name, value] of new URLSearchParams(url.slice(start + 1))) {
    if (name in query)
      issues.push({ pointer: pointerTo('query', [name]), message: 'Send this parameter once; it stands twice.' });
    query[name] = value;
  }
  if (issues.length > 0) throw new InputError(issues);
  return query;
}

const strictUtf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads a body as JSON. An empty body is `undefined`.
 * @throws AppError `malformed_json` for text that is no JSON or no UTF-8; InputError when it is nested too deep.
 */
export function parseJson(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const value = readJson(bytes);
  if (isDeeper(value, JSON_DEPTH_MAX))
    throw new InputError([{ pointer: '', message: `Nest at most ${JSON_DEPTH_MAX} levels.` }]);
  return value;
}

function readJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(strictUtf8.decode(bytes));
  } catch {
    throw new AppError('malformed_json');
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((member) => isDeeper(member, levels - 1));
}
