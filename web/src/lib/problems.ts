import type { Problem } from '../../../contract/errors.ts';
import { ApiError, OfflineError } from './api.ts';

/** One sentence that says what happened and what to do next; of anything a call can throw. */
export function messageOf(error: unknown): string {
  if (error instanceof ApiError) return [...error.problems.map(sentenceOf), ...waitOf(error)].join(' ');
  if (error instanceof OfflineError) return error.message;
  return 'Something unexpected happened in this page. Reload it and try again.';
}

/** When it can be tried again, if the answer says so. */
function waitOf({ retry_after_s }: ApiError): string[] {
  if (retry_after_s === undefined) return [];
  return [`Try again in ${retry_after_s < 100 ? `${retry_after_s} s` : `${Math.ceil(retry_after_s / 60)} min`}.`];
}

/** Words for programs: an address to call, a header, the shape of the answer. */
const FOR_PROGRAMS = /\b(?:GET|POST|PUT|PATCH|DELETE) \/|Retry-After|Content-Type|\bthe answer\b|\bpointers\b/;

/** What a problem says to a person: advice about calling the API is left out. */
export function sentenceOf({ detail, title }: Pick<Problem, 'detail' | 'title'>): string {
  const sentences = detail.split(/(?<=[.!?]) +/).filter((sentence) => sentence !== '' && !FOR_PROGRAMS.test(sentence));
  return sentences.length === 0 ? `${title}.` : sentences.join(' ');
}

/** What stands beside a form's fields, and what stands above it because it names no field. */
export interface FormProblems<Field extends string> {
  readonly fields: { readonly [F in Field]?: string };
  readonly form: string | null;
}

/**
 * Sorts an error's problems by the field their JSON Pointer names: `/email` belongs to `email`.
 * @param fields those of the form.
 * @param homes where a refusal without a pointer belongs, by its code: `{ email_taken: 'email' }`.
 */
export function problemsByField<Field extends string>(
  error: unknown,
  fields: readonly Field[],
  homes: Readonly<Record<string, Field>> = {},
): FormProblems<Field> {
  if (!(error instanceof ApiError)) return { fields: {}, form: messageOf(error) };
  const found: { [F in Field]?: string } = {};
  const rest: string[] = [];
  for (const problem of error.problems) {
    const named = problem.pointer?.split('/')[1];
    const field = homes[problem.code] ?? fields.find((field) => field === named);
    const sentence = sentenceOf(problem);
    if (field === undefined) rest.push(sentence);
    else found[field] ??= sentence;
  }
  if (rest.length > 0) rest.push(...waitOf(error));
  return { fields: found, form: rest.length === 0 ? null : rest.join(' ') };
}
