import type { z } from 'zod';

/** What a schema expects, in words. Others stand as zod names them. */
const KINDS: Readonly<Record<string, string>> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
  null: 'null',
};

const FORMATS: Readonly<Record<string, string>> = {
  uuid: 'Send an id as the API gave it, a UUID',
  url: 'Send a whole address, such as https://example.com/path',
  email: 'Send an e-mail address, such as name@example.com',
  datetime: 'Send a time in UTC, such as 2026-01-31T12:00:00.000Z',
  date: 'Send a date, such as 2026-01-31',
};

/** The error map of every input: what to send instead, where the schema itself does not say it. */
export function inputSentence(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `${issue.input === undefined ? 'This is missing: send' : 'Send'} ${kind(issue.expected)}`;
    case 'invalid_value':
      return `Send ${either(issue.values.map((value) => JSON.stringify(value)))}`;
    case 'invalid_format':
      return issue.format === 'url' && issue['note'] === 'Invalid protocol'
        ? 'Send an address that begins with https://'
        : FORMATS[issue.format];
    case 'too_small':
      return bound(issue.inclusive === false ? 'more than' : 'at least', issue.minimum, issue.origin);
    case 'too_big':
      return bound(issue.inclusive === false ? 'less than' : 'at most', issue.maximum, issue.origin);
    case 'invalid_union':
      return Array.isArray(issue.options)
        ? `Send ${either(issue.options.map((value: unknown) => JSON.stringify(value)))}`
        : unionSentence(issue.errors);
    case 'custom':
    case 'invalid_element':
    case 'invalid_key':
    case 'not_multiple_of':
    case 'unrecognized_keys':
    default:
      return undefined;
  }
}

function bound(relation: string, limit: number | bigint, origin: string): string {
  const unit = origin === 'string' ? 'character' : origin === 'array' || origin === 'set' ? 'item' : '';
  return `Send ${relation} ${limit}${unit && ` ${unit}${limit === 1 ? '' : 's'}`}`;
}

/** What is wrong with the branch that the value is of; where it is of none, which kinds there are. */
function unionSentence(branches: readonly (readonly z.core.$ZodIssue[])[]): string | undefined {
  const firsts = branches.flatMap(([first]) => first ?? []);
  const kinds = firsts.flatMap((one) =>
    one.code === 'invalid_type' && one.path.length === 0 ? [kind(one.expected)] : [],
  );
  if (kinds.length === firsts.length) return kinds.length === 0 ? undefined : `Send ${either(kinds)}`;
  return firsts.find((one) => one.code !== 'invalid_type' || one.path.length > 0)?.message;
}

const kind = (name: string): string => KINDS[name] ?? name;

const either = (names: readonly string[]): string => [...new Set(names)].join(', ').replace(/, ([^,]*)$/, ' or $1');
