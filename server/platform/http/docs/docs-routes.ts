import type { FastifyInstance } from 'fastify';
import type { HttpContext } from '../context.ts';

export function addDocsPages(_app: FastifyInstance, _context: HttpContext): void {}
