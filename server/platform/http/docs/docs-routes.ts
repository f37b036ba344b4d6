import type { FastifyInstance } from 'fastify';

export function addDocsPages(_app: FastifyInstance): void {}
