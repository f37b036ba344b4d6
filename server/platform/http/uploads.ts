import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { BODY_BYTES_MAX, type Endpoint } from '../../../contract/endpoint.ts';
import { AppError } from '../../../contract/errors.ts';

/** Files that are taken in at once by one process; each lies in memory until its handler is done. */
const UPLOADS_AT_ONCE_MAX = 8;
/** And of one account: whoever sends slowly keeps nobody else from sending. A web page sends one after the other. */
const UPLOADS_OF_ONE_MAX = 4;
/** Smaller ones cost no more than other calls, and are not counted: notices of payment providers come in flocks. */
const SMALL_BYTES_MAX = 256 * 1024;

/** What the routes say of bodies that are files. */
export interface UploadConfig {
  readonly upload?: readonly string[];
}

/** Bodies that are files: only where the contract says so, and only of the types it names. */
export function takeUploads(app: FastifyInstance): void {
  app.addContentTypeParser(
    /^[a-z]+\/[a-z0-9.+-]+/i,
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      if (!isUpload(request)) throw new AppError('media_type_unsupported');
      return body;
    },
  );
}

/** Whether the body is a file of a type that the route takes. */
export function isUpload(request: FastifyRequest): boolean {
  const { upload } = request.routeOptions.config as UploadConfig;
  const [type = ''] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  return request.headers['content-encoding'] === undefined && upload?.includes(type.trim()) === true;
}

/** Turns files away while too many are being taken in. @returns a hook that runs after admission, before the body is read. */
export function uploadGate(endpoint: Endpoint): (request: FastifyRequest, reply: FastifyReply) => void {
  if (endpoint.upload === undefined || (endpoint.body_bytes_max ?? BODY_BYTES_MAX) <= SMALL_BYTES_MAX)
    return () => undefined;
  return (request, reply) => {
    const { actor } = request.caller;
    const who = actor.kind === 'member' ? actor.user_id : '';
    const of_one = senders.filter((sender) => sender === who).length;
    if (senders.length >= UPLOADS_AT_ONCE_MAX || of_one >= UPLOADS_OF_ONE_MAX)
      throw new AppError('unavailable', { detail: 'Many files are being sent at once', retry_after_s: 5 });
    senders.push(who);
    reply.raw.once('close', () => void senders.splice(senders.indexOf(who), 1));
  };
}

/** Of each file that is being taken in. */
const senders: string[] = [];
