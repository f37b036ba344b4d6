import type { FastifyInstance } from 'fastify';
import { AppError } from '../../../contract/errors.ts';

/** Files that everybody may read who knows their names; a file is never changed under its name. */
export interface PublicFiles {
  /** What their addresses begin with: "/photos/". */
  readonly at: string;
  readonly type: string;
  /** @returns null where there is none of that name. */
  read(file: string): Promise<Buffer | null>;
}

const YEAR_S = 31_536_000;

export function addPublicFiles(app: FastifyInstance, files: readonly PublicFiles[]): void {
  for (const { at, type, read } of files)
    app.get<{ Params: { file: string } }>(`${at}:file`, async (request, reply) => {
      const bytes = await read(request.params.file);
      if (bytes === null) throw new AppError('route_unknown');
      // Shown as a picture wherever a page asks for one, and as nothing else.
      return reply
        .header('content-type', type)
        .header('cache-control', `public, max-age=${YEAR_S}, immutable`)
        .header('content-security-policy', "default-src 'none'; sandbox")
        .header('cross-origin-resource-policy', 'cross-origin')
        .send(bytes);
    });
}
