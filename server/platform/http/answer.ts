import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ErrorCode, ErrorDetail, Problem } from '../../../contract/errors.ts';
import type { Meta } from '../../../contract/envelope.ts';
import type { HttpContext } from './context.ts';
import { problem, type Refusal, refusalOf } from './problem.ts';
import type { UploadConfig } from './uploads.ts';

export const JSON_TYPE = 'application/json; charset=utf-8';
const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** The envelope around data that is JSON text already. `request_id` is plain ASCII by its making. */
export function envelopeOf(data_json: string, request_id: string, meta: Meta | undefined): string {
  const more = meta === undefined ? '' : JSON.stringify(meta).slice(1, -1);
  return `{"data":${data_json},"meta":{"request_id":"${request_id}"${more === '' ? '' : `,${more}`}},"errors":[]}`;
}

/** Answers data in the envelope, kept by nobody. */
export function sendData(request: FastifyRequest, reply: FastifyReply, data: unknown, status = 200): FastifyReply {
  return reply
    .code(status)
    .header('content-type', JSON_TYPE)
    .header('cache-control', 'no-store')
    .send(envelopeOf(JSON.stringify(data), request.id, undefined));
}

/** Answers one refusal that no error stands behind, such as an unknown address. */
export function sendRefusal(
  request: FastifyRequest,
  reply: FastifyReply,
  code: ErrorCode,
  facts: ErrorDetail = {},
): FastifyReply {
  const one = problem(code, facts);
  return sendProblems(request, reply, { status: one.status, problems: [one], retry_after_s: null, is_fault: false });
}

/** Answers whatever went wrong; faults of ours are logged with their cause, which the caller does not see. */
export function sendError(
  context: HttpContext,
  request: FastifyRequest,
  reply: FastifyReply,
  error: unknown,
): FastifyReply {
  const { bodyLimit: bytes_max, config } = request.routeOptions;
  const { upload: accepted = ['application/json'] } = config as UploadConfig;
  const refusal = refusalOf(error, { bytes_max, accepted });
  if (refusal.is_fault) {
    const { method } = request;
    context.platform.log.error(
      { err: error, request_id: request.id, method, route: request.routeOptions.url },
      'request failed',
    );
  }
  return sendProblems(request, reply, refusal);
}

function sendProblems(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply {
  const { status, problems, retry_after_s } = refusal;
  const bare = request.headers.accept?.includes('application/problem+json') ?? false;
  if (retry_after_s !== null) reply.header('retry-after', String(retry_after_s));
  if (status === 401) reply.header('www-authenticate', 'Bearer');
  reply.removeHeader('etag');
  return reply
    .code(status)
    .header('content-type', bare ? PROBLEM_TYPE : JSON_TYPE)
    .header('cache-control', 'no-store')
    .send(bare ? JSON.stringify(problems[0]) : refusalText(request.id, problems));
}

export function refusalText(request_id: string, problems: readonly Problem[]): string {
  return JSON.stringify({ data: null, meta: { request_id }, errors: problems });
}
