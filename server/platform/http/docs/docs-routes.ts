import { readFileSync } from 'node:fs';
import { hash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { endpointsPage } from './endpoints-page.ts';
import { errorsPage } from './errors-page.ts';
import { socketPage } from './socket-page.ts';

const HTML_TYPE = 'text/html; charset=utf-8';

/**
 * Serves the documents for people. They are the same for everybody, so they are written once, at the start.
 * @param host where readers reach this program, for the examples.
 */
export function addDocsPages(app: FastifyInstance, host: string): void {
  addText(app, '/docs', HTML_TYPE, endpointsPage(host));
  addText(app, '/docs/errors', HTML_TYPE, errorsPage());
  addText(app, '/docs/socket', HTML_TYPE, socketPage());
  const sheets = ['docs-content.css', 'docs-frame.css'];
  const css = sheets.map((name) => readFileSync(new URL(`./${name}`, import.meta.url), 'utf8')).join('');
  addText(app, '/docs/docs.css', 'text/css; charset=utf-8', css);
}

function addText(app: FastifyInstance, path: string, type: string, text: string): void {
  const etag = `"${hash('sha1', text, 'base64url')}"`;
  app.get(path, (request, reply) => {
    reply.header('cache-control', 'no-cache').header('etag', etag);
    if (request.headers['if-none-match'] === etag) return reply.code(304).send();
    return reply.header('content-type', type).send(text);
  });
}
