import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { errorTable, type ErrorCode } from '../../../contract/errors.ts';
import { newId } from '../ids.ts';
import { JSON_TYPE, refusalText } from './answer.ts';
import { problem } from './problem.ts';

/** Answers bytes that are no request, or came too slowly: no request object exists for these, only the socket. */
export function answerClientError(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const code: ErrorCode = error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 'request_timeout' : 'malformed_request';
  const request_id = newId();
  const body = refusalText(request_id, [problem(code)]);
  const { status } = errorTable[code];
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${JSON_TYPE}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'X-Content-Type-Options: nosniff',
    "Content-Security-Policy: default-src 'none'; frame-ancestors 'none'",
    `X-Request-Id: ${request_id}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
