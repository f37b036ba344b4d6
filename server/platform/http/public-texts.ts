import type { FastifyInstance } from 'fastify';
import { AppError } from '../../../contract/errors.ts';

/** A text for programs at an address of its own, such as a sitemap. */
export interface PublicText {
  /** As a route: "/robots.txt", "/sitemaps/:page". */
  readonly at: string;
  readonly type: string;
  /** How long whoever was sent it may keep it. */
  readonly max_age_s: number;
  /** @param page what stands for `:page`. @returns null where there is none. */
  read(page: string): Promise<string | null>;
}

export function addPublicTexts(app: FastifyInstance, texts: readonly PublicText[]): void {
  for (const { at, type, max_age_s, read } of texts)
    app.get<{ Params: { page?: string } }>(at, async (request, reply) => {
      const text = await read(request.params.page ?? '');
      if (text === null) throw new AppError('route_unknown');
      return reply
        .header('content-type', `${type}; charset=utf-8`)
        .header('cache-control', `public, max-age=${max_age_s}`)
        .send(text);
    });
}
