import { readdir, readFile } from 'node:fs/promises';
import { join, sep } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { composePages, type PageHeads } from './page-heads.ts';
import type { PolicyOfPage } from './page-policy.ts';

/** Answers what belongs to the web app; false leaves the request to others. */
export type ServeWebApp = (request: FastifyRequest, reply: FastifyReply) => boolean;

/** Addresses that are never a page of the web app. */
const RESERVED =
  /^\/(api|ws|docs|photos|sitemaps|health|livez|readyz|startupz|metrics|openapi\.json|asyncapi\.json)(\/|$)/;
/** Vite writes the hash of the content into these names. */
const HASHED = /^assets\//;
const YEAR_S = 31_536_000;
const NO_HEADS: PageHeads = { find: () => null };

export interface WebAppOptions {
  readonly heads?: PageHeads;
  readonly public_url?: string;
  /** Pages with a policy of their own. */
  readonly policyOf?: PolicyOfPage;
}

/**
 * Serves the built web app from the same origin: its files as they were compressed when it was built, and its page for
 * every address a person opens that is not a file, with a head of its own where it has one. Only files that stood there at
 * the start are served.
 */
export async function webApp(
  app: FastifyInstance,
  web_dir: string | null,
  { heads = NO_HEADS, public_url = '', policyOf = () => null }: WebAppOptions = {},
): Promise<ServeWebApp> {
  if (web_dir === null) return () => false;
  const files = await filesIn(web_dir);
  const html = files.has('index.html') ? await readFile(join(web_dir, 'index.html'), 'utf8') : '';
  const pages = composePages(html, heads, public_url);
  await app.register(fastifyStatic, {
    root: web_dir,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const name = path.slice(web_dir.length + 1).replaceAll(sep, '/');
      reply.header('cache-control', HASHED.test(name) ? `public, max-age=${YEAR_S}, immutable` : 'no-cache');
    },
  });
  return (request, reply) => {
    const { method, headers } = request;
    if (method !== 'GET' && method !== 'HEAD') return false;
    const path = pathOf(request.raw.url ?? '/');
    if (path === null) return false;
    const name = path === '/' ? 'index.html' : path.slice(1);
    const isPage = !RESERVED.test(path) && !HASHED.test(name) && (headers.accept?.includes('text/html') ?? false);
    if (!files.has(name) && !(isPage && files.has('index.html'))) return false;
    const page = files.has(name) ? null : pages.page(path);
    const policy = files.has(name) ? null : policyOf(path);
    if (policy !== null) reply.header('content-security-policy', policy);
    if (page === null) reply.sendFile(files.has(name) ? name : 'index.html');
    else
      void page.then(
        ({ status, html: text }) =>
          reply
            .code(status)
            .header('content-type', 'text/html; charset=utf-8')
            .header('cache-control', 'no-cache')
            .header('vary', 'Origin')
            .send(text),
        // The page works without its head, and says itself what is wrong.
        () => reply.sendFile('index.html'),
      );
    return true;
  };
}

function pathOf(url: string): string | null {
  try {
    return decodeURIComponent(url.split('?', 1)[0] ?? '/');
  } catch {
    return null;
  }
}

async function filesIn(folder: string): Promise<ReadonlySet<string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile() && !/\.(br|gz)$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll(sep, '/'),
    );
  return new Set(names);
}
