import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/** The rules of the house that a machine can keep. Each message says what to do instead. */

const root = resolve(import.meta.dirname, '..');
const LINES_MAX = 250;

/** Who may import whom. A module is entered by its index.ts only; whatever is not listed is not allowed. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  platform: [],
  identity: ['platform'],
  market: ['platform', 'identity'],
  watchlists: ['platform', 'identity', 'market'],
  realtime: ['platform'],
  notifications: ['platform', 'identity', 'realtime'],
  alerts: ['platform', 'identity', 'market', 'watchlists'],
  catalogue: ['platform'],
  inventory: ['platform', 'identity', 'market', 'catalogue'],
  orders: ['platform', 'identity', 'market', 'catalogue', 'inventory', 'notifications', 'realtime'],
};

/** Files of the project: what git tracks, and what it does not ignore, as they are now. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root })
  .toString()
  .split('\0')
  .filter((path) => path !== '' && existsSync(join(root, path)));
const sources = files.filter((path) => /\.(ts|tsx|mjs|css|sql)$/.test(path));
const serverCode = sources.filter(
  (path) => path.startsWith('server/') && path.endsWith('.ts') && !path.endsWith('.test.ts'),
);
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');
/** The code of a file without its comments, so that prose may name what code may not. */
const codeOf = (path: string): string =>
  textOf(path)
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|\s)\/\/.*$/gm, '$1');

/** `platform`, the name of a module, or null for main, config and the process lists, which may know all. */
function partOf(path: string): string | null {
  return /^server\/(?:modules\/([^/]+)|(platform))\//.exec(path)?.slice(1).find(Boolean) ?? null;
}

function importsOf(path: string): string[] {
  return [...codeOf(path).matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) =>
    relative(root, resolve(root, dirname(path), match[1] ?? '')),
  );
}

describe('the house', () => {
  it('lets a module in by its door only', () => {
    const broken = serverCode.flatMap((path) =>
      importsOf(path)
        .filter((to) => to.startsWith('server/modules/') && partOf(to) !== partOf(path) && !to.endsWith('/index.ts'))
        .map((to) => `${path} imports ${to}: import it from server/modules/${partOf(to)}/index.ts, or export it there`),
    );
    expect(broken).toEqual([]);
  });

  it('keeps imports between modules one-way', () => {
    const broken = serverCode.flatMap((path) => {
      const from = partOf(path);
      if (from === null) return [];
      return importsOf(path)
        .map((to) => ({ to, part: partOf(to) }))
        .filter(({ part }) => part !== null && part !== from && !(ALLOWED[from] ?? []).includes(part))
        .map(({ to }) => `${path} imports ${to}: hand it in from server/compose.ts, or react to an event instead`);
    });
    expect(broken).toEqual([]);
  });

  it('keeps the server out of the contract and the web app', () => {
    const broken = sources
      .filter((path) => /^(contract|web)\/.*\.tsx?$/.test(path))
      .flatMap((path) =>
        importsOf(path)
          .filter((to) => to.startsWith('server/'))
          .map((to) => `${path} imports ${to}: move what both need to contract/`),
      );
    expect(broken).toEqual([]);
  });

  it('keeps the doors small', () => {
    const broken = serverCode
      .filter((path) => /^server\/modules\/[^/]+\/index\.ts$/.test(path))
      .filter(
        (path) => (textOf(path).match(/[\w]+(?=\s*[,}])/g) ?? []).length > 25 || textOf(path).includes('export *'),
      );
    expect(broken, 'a door names at most about 20 things, one by one: export only what others use').toEqual([]);
  });

  it('writes SQL only in services, selectors, reactions, jobs and migrations', () => {
    const home = /\/(services|selectors)\/|\/(reactions|jobs|seed|import|feed|candles)\b|^server\/platform\//;
    const broken = serverCode.filter(
      (path) => !home.test(path) && /\bsql`|\.(selectFrom|insertInto|updateTable|deleteFrom)\(/.test(codeOf(path)),
    );
    expect(broken, 'move the statement into a service (writes) or a selector (reads)').toEqual([]);
  });

  it('asks PostgreSQL for nothing that the oldest version it runs on lacks', () => {
    // Functions of 16, 17 and 18, by their release notes.
    const newer = new RegExp(
      String.raw`\b(any_value|array_(?:sample|shuffle|sort|reverse)|random_normal|casefold|uuid_extract_\w+|json_(?:table|query|exists|value|scalar|serialize)|merge_action|to_(?:bin|oct)|date_subtract|pg_input_\w+|xmltext|uuidv[47])\s*\(`,
      'i',
    );
    const own = 'server/migrations/0048_inventory_facets_of_words.sql'; // gone with the next
    const asking = sources.filter((path) => path.startsWith('server/') && path !== own);
    const broken = asking.filter((path) => newer.test(codeOf(path).replaceAll(/^\s*--.*$/gm, '')));
    expect(broken, 'write it in what PostgreSQL 15 has, see server/platform/db/require-postgres.ts').toEqual([]);
  });

  it('says why a test is skipped', () => {
    const silent = /\.(?:skipIf|runIf)\(|\b(?:it|describe|test)\.(?:skip|todo)\b/;
    const broken = sources.filter((path) => path.endsWith('.test.ts') && silent.test(codeOf(path)));
    expect(broken, "call the test's skip(condition, why)").toEqual([]);
  });

  it('reads the environment in config.ts alone', () => {
    const broken = serverCode.filter(
      (path) => path !== 'server/main.ts' && path !== 'server/config.ts' && /process\.env\b/.test(codeOf(path)),
    );
    expect(broken, 'add the setting to server/config.ts and read platform.config').toEqual([]);
  });

  it('reads the time through the clock alone', () => {
    const broken = serverCode.filter(
      (path) => !path.startsWith('server/platform/') && /\bDate\.now\(|\bnew Date\(\)/.test(codeOf(path)),
    );
    expect(broken, 'use platform.clock.ms() or platform.clock.now()').toEqual([]);
  });

  it('draws nothing secret from a guessable source', () => {
    const broken = serverCode.filter((path) => /identity|platform/.test(path) && /\bMath\.random\(/.test(codeOf(path)));
    expect(broken, 'use node:crypto; Math.random is for jitter alone').toEqual([]);
  });

  it(`keeps files at ${LINES_MAX} lines or fewer`, () => {
    const long = sources.flatMap((path) => {
      const lines = textOf(path).split('\n').length - 1;
      return lines > LINES_MAX ? [`${path} has ${lines} lines: split it along what it does`] : [];
    });
    expect(long).toEqual([]);
  });

  it('leaves no test switched off by accident and nothing unfinished', () => {
    const broken = sources
      .filter((path) => path !== 'test/tidy.test.ts')
      .filter((path) =>
        /\b(?:it|describe|test)\.only\(|\b(?:TODO|FIXME|XXX)\b|@ts-ignore|@ts-expect-error/.test(textOf(path)),
      );
    expect(broken, 'finish it, or leave it out').toEqual([]);
  });

  it('names no package registry', () => {
    const host = new RegExp(['registry', 'npmjs', 'org'].join('\\.'));
    expect(
      files.filter(
        (path) => /\.(json|md|ts|mjs|yaml|yml)$|npmrc$|run$|Dockerfile$/.test(path) && host.test(textOf(path)),
      ),
    ).toEqual([]);
  });

  it('numbers migrations without gaps', () => {
    const names = readdirSync(join(root, 'server/migrations'))
      .filter((name) => name.endsWith('.sql'))
      .sort();
    expect(names.map((name) => name.slice(0, 4))).toEqual(names.map((_, index) => String(index + 1).padStart(4, '0')));
  });
});
