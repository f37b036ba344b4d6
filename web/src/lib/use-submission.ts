import { type SubmitEvent, useState } from 'react';
import type { ErrorCode } from '../../../contract/errors.ts';
import { type FormProblems, problemsByField } from './problems.ts';

export interface SubmissionOptions<Field extends string> {
  /** Names of the form's inputs. */
  readonly fields: readonly Field[];
  /** Where refusals without a pointer belong. */
  readonly homes?: Readonly<Partial<Record<ErrorCode, Field>>>;
  /** What is wrong before anything is sent, by field; each in a sentence. */
  readonly check?: (values: Readonly<Record<Field, string>>) => { readonly [F in Field]?: string };
  /** Sends the form; what it throws is shown beside the fields it names. */
  readonly send: (values: Readonly<Record<Field, string>>) => Promise<void>;
}

export interface Submission<Field extends string> {
  readonly busy: boolean;
  readonly problems: FormProblems<Field>;
  readonly onSubmit: (event: SubmitEvent<HTMLFormElement>) => void;
}

/**
 * A form that the browser fills and password managers understand: the inputs keep their own values, and are read when
 * it is sent. Problems stand beside their fields, and the first field with one takes the focus.
 */
export function useSubmission<Field extends string>(options: SubmissionOptions<Field>): Submission<Field> {
  const [busy, setBusy] = useState(false);
  const [problems, setProblems] = useState<FormProblems<Field>>({ fields: {}, form: null });

  async function submit(form: HTMLFormElement): Promise<void> {
    const values = valuesOf(form, options.fields);
    const wrong = options.check?.(values) ?? {};
    let found: FormProblems<Field> = { fields: wrong, form: null };
    if (Object.keys(wrong).length === 0) {
      setBusy(true);
      try {
        await options.send(values);
      } catch (error) {
        found = problemsByField(error, options.fields, options.homes);
      }
      setBusy(false);
    }
    setProblems(found);
    focusFirst(form, options.fields, found);
  }

  return {
    busy,
    problems,
    onSubmit(event) {
      event.preventDefault();
      if (!busy) void submit(event.currentTarget);
    },
  };
}

function valuesOf<Field extends string>(form: HTMLFormElement, fields: readonly Field[]): Record<Field, string> {
  const data = new FormData(form);
  const entries = fields.map((field) => {
    const value = data.get(field);
    return [field, typeof value === 'string' ? value : ''] as const;
  });
  return Object.fromEntries(entries) as Record<Field, string>;
}

function focusFirst<Field extends string>(
  form: HTMLFormElement,
  fields: readonly Field[],
  found: FormProblems<Field>,
): void {
  const wrong = new Set<string>(Object.keys(found.fields));
  const first = fields.find((field) => wrong.has(field));
  const input = first === undefined ? null : form.elements.namedItem(first);
  if (input instanceof HTMLElement) input.focus();
}
