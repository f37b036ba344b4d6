import { AppError, type ErrorCode, type ErrorDetail, errorTable, type Problem } from '../../../contract/errors.ts';
import { InputError } from './input.ts';

/** Seconds after which trying again makes sense, when the refusal does not say. */
const RETRY_S = { rate_limited: 60, unavailable: 5 } as const;

/** What is answered for one failure. */
export interface Refusal {
  readonly status: number;
  readonly problems: readonly Problem[];
  readonly retry_after_s: number | null;
  /** A fault of ours, to be logged with its cause. */
  readonly is_fault: boolean;
}

/** @param facts beside the problem's own members; `detail` replaces the sentence about what happened. */
export function problem(code: ErrorCode, facts: ErrorDetail = {}): Problem {
  const { status, title, next } = errorTable[code];
  const { detail, ...rest } = facts;
  const what = typeof detail === 'string' ? detail : title;
  const own = {
    type: `/docs/errors#${code}`,
    code,
    title,
    status,
    detail: `${/[.!?]$/.test(what) ? what : `${what}.`} ${next}`,
  };
  // Own members stand first, and no fact of the same name replaces them.
  return { ...own, ...rest, ...own };
}

/** What a route takes as a body, named to whoever sent another. */
export interface BodyTaken {
  readonly bytes_max: number;
  /** Content types. */
  readonly accepted: readonly string[];
}

/** What a caller is told about an error. Nothing of an unexpected error's text gets out. */
export function refusalOf(error: unknown, { bytes_max, accepted }: BodyTaken): Refusal {
  if (error instanceof InputError) {
    const problems = error.issues.map(({ pointer, message }) => problem('input_invalid', { detail: message, pointer }));
    return { status: errorTable.input_invalid.status, problems, retry_after_s: null, is_fault: false };
  }
  const code = error instanceof AppError ? error.code : codeOf(error);
  const facts = error instanceof AppError ? error.detail : {};
  if (code === 'media_type_unsupported') return refuse(code, { ...facts, accepted });
  if (code === 'body_too_large') return refuse(code, { bytes_max, ...facts });
  const is_fault = !(error instanceof AppError) && (code === 'internal' || code === 'unavailable');
  return { ...refuse(code, facts), is_fault };
}

function refuse(code: ErrorCode, facts: ErrorDetail = {}): Refusal {
  const { retry_after_s } = facts;
  const wait_s = typeof retry_after_s === 'number' ? retry_after_s : (RETRY_S[code as keyof typeof RETRY_S] ?? null);
  return { status: errorTable[code].status, problems: [problem(code, facts)], retry_after_s: wait_s, is_fault: false };
}

const fastifyCodes: Readonly<Record<string, ErrorCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'media_type_unsupported',
};

function codeOf(error: unknown): ErrorCode {
  if (!(error instanceof Error)) return 'internal';
  const { code, statusCode } = error as Error & { code?: unknown; statusCode?: unknown };
  const known = typeof code === 'string' ? fastifyCodes[code] : undefined;
  if (known !== undefined) return known;
  if (typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500) return 'malformed_request';
  return isOutage(error) ? 'unavailable' : 'internal';
}

const NETWORK = /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|ENOENT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH)$/;
/** SQLSTATE classes: connection, resources, operator intervention; serialisation, deadlock, lock not available; read only. */
const SQLSTATE = /^(08...|53...|57...|40001|40P01|55P03|25006)$/;
/** The driver and its pool give these no code. */
const DRIVER_TEXT =
  /^(timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error|Client was closed)/;

/** PostgreSQL is away, full, restarting or too slow: trying again later is the right answer. */
function isOutage(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isOutage);
  if (!(error instanceof Error)) return false;
  const { code, syscall } = error as Error & { code?: unknown; syscall?: unknown };
  if (typeof code === 'string' && (SQLSTATE.test(code) || (typeof syscall === 'string' && isSocket(code, syscall))))
    return true;
  return DRIVER_TEXT.test(error.message) || (error.cause !== undefined && isOutage(error.cause));
}

function isSocket(code: string, syscall: string): boolean {
  return NETWORK.test(code) && /^(connect|read|write|getaddrinfo)$/.test(syscall);
}
