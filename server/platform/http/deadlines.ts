import type { FastifyInstance, FastifyReply } from 'fastify';
import { AppError } from '../../../contract/errors.ts';

/** Handlers under way, each with a time by which it answers. */
export interface Deadlines {
  begin(reply: FastifyReply): void;
  /** The handler has answered: how long a file takes on its way does not count. */
  met(reply: FastifyReply): void;
}

/**
 * Answers `unavailable` for handlers that take longer than `handler_ms_max`. One timer looks after all of them, since a
 * timer for each request would cost more than many requests do.
 */
export function handlerDeadlines(app: FastifyInstance, handler_ms_max: number): Deadlines {
  const waiting = new Set<FastifyReply>();
  const timer = setInterval(() => {
    for (const reply of waiting) {
      // Begun first stand first: the others have time left.
      if (reply.elapsedTime < handler_ms_max) break;
      waiting.delete(reply);
      if (!reply.sent) void reply.send(new AppError('unavailable', { detail: 'The answer took too long' }));
    }
  }, handler_ms_max / 10);
  timer.unref();
  app.addHook('onClose', () => clearInterval(timer));
  app.addHook('onResponse', (_, reply, done) => {
    waiting.delete(reply);
    done();
  });
  return { begin: (reply) => void waiting.add(reply), met: (reply) => void waiting.delete(reply) };
}
