import { describe, expect, it } from 'vitest';
import { AppError, type ErrorCode, errorTable } from '../../../contract/errors.ts';
import { problem, refusalOf } from './problem.ts';

const body = { bytes_max: 64, accepted: ['application/json'] };
const code = (error: unknown): string | undefined => refusalOf(error, body).problems[0]?.code;
const withCode = (name: string, more: object = {}): Error => Object.assign(new Error('x'), { code: name, ...more });

describe('a problem', () => {
  it('tells for every code what happened and what to do next, with the status of the table', () => {
    for (const name of Object.keys(errorTable) as ErrorCode[]) {
      const one = problem(name);
      expect(one).toMatchObject({ type: `/docs/errors#${name}`, code: name, status: errorTable[name].status });
      expect(one.detail).toBe(`${errorTable[name].title}. ${errorTable[name].next}`);
    }
  });

  it('carries the facts of the refusal beside its own members, which they never replace', () => {
    expect(problem('watchlist_limit', { limit: 5, status: 'x', code: 'y', detail: 'You have 5 of 5 lists' })).toEqual({
      type: '/docs/errors#watchlist_limit',
      code: 'watchlist_limit',
      title: errorTable.watchlist_limit.title,
      status: 403,
      detail: `You have 5 of 5 lists. ${errorTable.watchlist_limit.next}`,
      limit: 5,
    });
  });
});

describe('an error', () => {
  it('nobody foresaw is internal, and none of its text gets out', () => {
    const refusal = refusalOf(new Error('password=hunter2 at /srv/app'), body);
    expect(refusal).toMatchObject({ status: 500, is_fault: true });
    expect(JSON.stringify(refusal)).not.toContain('hunter2');
    expect(code('a string')).toBe('internal');
    expect(code(withCode('23505'))).toBe('internal');
  });

  it('of a PostgreSQL that is away, full, stopping or slow is unavailable, to be tried again', () => {
    for (const sqlstate of ['08006', '53300', '57P01', '57P03', '57014', '40P01', '40001', '55P03'])
      expect(code(withCode(sqlstate))).toBe('unavailable');
    for (const [name, syscall] of [
      ['ECONNREFUSED', 'connect'],
      ['ENOENT', 'connect'],
      ['ECONNRESET', 'read'],
    ] as const)
      expect(code(withCode(name, { syscall }))).toBe('unavailable');
    for (const text of [
      'timeout exceeded when trying to connect',
      'Connection terminated unexpectedly',
      'Query read timeout',
    ])
      expect(code(new Error(text))).toBe('unavailable');
    expect(code(new AggregateError([withCode('ECONNREFUSED', { syscall: 'connect' })]))).toBe('unavailable');
    expect(code(new Error('wrapped', { cause: withCode('57P01') }))).toBe('unavailable');
    expect(refusalOf(withCode('57P01'), body).retry_after_s).toBe(5);
  });

  it('of a missing file is no outage of the database', () => {
    expect(code(withCode('ENOENT', { syscall: 'open' }))).toBe('internal');
  });

  it('says how long to wait where it knows', () => {
    expect(refusalOf(new AppError('rate_limited', { retry_after_s: 7 }), body).retry_after_s).toBe(7);
    expect(refusalOf(new AppError('rate_limited'), body).retry_after_s).toBe(60);
    expect(refusalOf(new AppError('forbidden'), body).retry_after_s).toBeNull();
  });
});
