import type { Endpoint } from './endpoint.ts';

/** Headers that calls of this endpoint may bear. */
export function asked(endpoint: Endpoint): object[] {
  const header = (name: string, description: string): object => ({
    name,
    in: 'header',
    // Its absence has an answer of its own.
    required: false,
    schema: { type: 'string', maxLength: 255 },
    description,
  });
  return [
    ...conditional(endpoint),
    ...(endpoint.idempotent === true
      ? [header('Idempotency-Key', 'A value of your own: the same call with the same key is done once, for a day.')]
      : []),
    ...(endpoint.guest === true
      ? [header('Guest-Token', 'Of a guest’s basket or order; browsers send a cookie.')]
      : []),
  ];
}

function conditional({ etag, if_match }: Endpoint): object[] {
  if (if_match === true)
    return [
      {
        name: 'If-Match',
        in: 'header',
        // Its absence has an answer of its own: 428.
        required: false,
        schema: { type: 'string' },
        description: 'The ETag of what you change, as you saw it.',
      },
    ];
  if (etag !== true) return [];
  return [
    {
      name: 'If-None-Match',
      in: 'header',
      required: false,
      schema: { type: 'string' },
      description: 'An ETag you hold: 304 while it is still true.',
    },
  ];
}

export function headerRefs(names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

export function headers(): object {
  const header = (description: string, example: string | number): object => ({
    description,
    schema: { type: typeof example === 'number' ? 'integer' : 'string' },
    example,
  });
  return {
    'X-Request-Id': header(
      'Names this call in our logs; yours is kept when you send a sane one.',
      '01930a5e-7c1b-7d3e-9a44-1f2e3d4c5b6a',
    ),
    RateLimit: header('Requests left (r) and seconds until the window starts again (t).', '"user";r=119;t=60'),
    'RateLimit-Policy': header('Requests allowed (q) in a window of seconds (w).', '"user";q=120;w=60'),
    'Retry-After': header('Seconds to wait before trying again.', 5),
    ETag: header(
      'Names this state of the data; send it back in If-None-Match, or in If-Match where you change it.',
      '"y4kascqKaM6GEPChCF5T_S1HQfI"',
    ),
  };
}
