import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { pino } from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { waitFor } from '../../../test/support/wait-for.ts';
import { accountReaches } from './embedded/account.ts';
import { processExists } from './embedded/directory-lock.ts';
import { sharedBuffers } from './embedded/shared-buffers.ts';
import { type EmbeddedOptions, type EmbeddedPostgres, startEmbedded } from './embedded.ts';

const log = pino({ level: 'silent' });
const root = process.getuid?.() === 0;
const namespaces = root && accountReaches({ kind: 'namespace' }, '/');

/** A folder others may enter, removed with everything in it when the test has ended. */
async function folder(name = 'omni-stock embedded-'): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), name));
  await chmod(directory, 0o755);
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

async function started(data_dir: string, options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  const server = await startEmbedded({ data_dir, log, sync: false, ...options });
  onTestFinished(() => server.stop());
  return server;
}

async function ask(url: string, question: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>({ text: question });
    return Object.values(rows[0] ?? {})[0];
  } finally {
    await client.end();
  }
}

/** Another Node that starts the data directory and prints the address; it can be killed. */
async function elsewhere(
  data_dir: string,
  listen?: EmbeddedOptions['listen'],
): Promise<{ url: string; kill(): Promise<void> }> {
  const script = `import { startEmbedded } from ${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))};
    import { pino } from 'pino';
    const server = await startEmbedded({ ...${JSON.stringify({ data_dir, listen, sync: false })}, log: pino({ level: 'silent' }) });
    console.log(server.url); setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    cwd: join(import.meta.dirname, '../../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: line.toString().trim(),
    async kill() {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },
  };
}

describe('the embedded PostgreSQL', () => {
  it('keeps its data from start to start, in a path with spaces, commas and quotes', async () => {
    const data_dir = join(await folder(), `it's "new", data`);
    const first = await started(data_dir);
    expect(first).toMatchObject({ adopted: false, created: true });
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await started(data_dir);
    expect(second).toMatchObject({ adopted: false, created: false });
    expect(await ask(second.url, 'SELECT answer FROM kept')).toBe(42);
  });

  it('is PostgreSQL 18 in UTF-8 with the builtin C.UTF-8 locale, in UTC, with its part of the memory', async () => {
    const { url } = await started(await folder());
    expect(await ask(url, 'SHOW server_version')).toMatch(/^18\./);
    expect(await ask(url, 'SHOW server_encoding')).toBe('UTF8');
    expect(await ask(url, 'SHOW timezone')).toBe('UTC');
    const locale = `SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = current_database()`;
    expect(await ask(url, locale)).toBe('b C.UTF-8');
    expect(await ask(url, `SELECT upper('straße ä')`)).toBe('STRAßE Ä');
    const buffers = `SELECT pg_size_bytes(current_setting('shared_buffers')) = pg_size_bytes('${sharedBuffers()}')`;
    expect(await ask(url, buffers)).toBe(true);
  });

  it('keeps its files to its account, and leaves the data directory open to it, also under a strict umask', async () => {
    const before = process.umask(0o077);
    onTestFinished(() => void process.umask(before));
    const parent = await folder();
    const data_dir = join(parent, 'data');
    const server = await started(data_dir);
    const mode = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;
    expect(await mode(parent)).toBe(0o755);
    expect(await mode(data_dir)).toBe(0o755);
    expect(await mode(join(data_dir, 'postgres'))).toBe(0o700);
    expect(await mode(join(data_dir, 'postgres-password'))).toBe(0o600);
    expect(await ask(server.url, 'SHOW listen_addresses')).toBe('');
  });

  it('keeps its log to its account, since that names the e-mail of an account that exists', async () => {
    const before = process.umask(0o022);
    onTestFinished(() => void process.umask(before));
    const data_dir = join(await folder(), 'data');
    const server = await started(data_dir);
    await ask(server.url, "DO $$ BEGIN RAISE unique_violation USING DETAIL = 'ada@example.org'; END $$").catch(
      () => '',
    );
    expect(await readFile(join(data_dir, 'postgres.log'), 'utf8')).toContain('ada@example.org');
    expect((await stat(join(data_dir, 'postgres.log'))).mode & 0o777).toBe(0o600);
  });

  it('is adopted after its Node was killed, with everything that was written', async () => {
    const data_dir = await folder();
    const killed = await elsewhere(data_dir);
    await ask(killed.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await killed.kill();
    const next = await started(data_dir);
    expect(next.adopted).toBe(true);
    expect(await ask(next.url, 'SELECT answer FROM kept')).toBe(42);
    const pid = next.pid();
    await next.stop();
    expect(processExists(pid)).toBe(false);
  });

  it('is not shared: a second start says who has it, and leaves the first alone', async () => {
    const data_dir = await folder();
    const first = await elsewhere(data_dir);
    await expect(startEmbedded({ data_dir, log })).rejects.toThrow(
      /in use by another start of this program \(process \d+\)/,
    );
    expect(await ask(first.url, 'SELECT 1')).toBe(1);
    await first.kill();
    const next = await started(data_dir);
    await expect(startEmbedded({ data_dir, log })).rejects.toThrow('in use by another start');
    expect(await ask(next.url, 'SELECT 1')).toBe(1);
  });

  it('is started again, at the same address, when the server is killed', async () => {
    const server = await started(await folder());
    await ask(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const before = server.pid();
    process.kill(before, 'SIGKILL');
    await waitFor('a new server', () => server.pid() !== before);
    const answer = () => ask(server.url, 'SELECT answer FROM kept').catch(() => null);
    expect(await waitFor('the data', answer)).toBe(42);
  });

  it('starts where both Node and the server were killed', async () => {
    const data_dir = await folder();
    const killed = await elsewhere(data_dir);
    await ask(killed.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const server_pid = Number(readFileSync(join(data_dir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    process.kill(server_pid, 'SIGKILL');
    await killed.kill();
    const next = await started(data_dir);
    expect(next.adopted).toBe(false);
    expect(await ask(next.url, 'SELECT answer FROM kept')).toBe(42);
  });

  it('stops in order, so that the next start has nothing to recover', async () => {
    const data_dir = await folder();
    const server = await started(data_dir);
    await server.stop();
    expect(await readFile(join(data_dir, 'postgres.log'), 'utf8')).toMatch(
      /received fast shutdown request[^]*database system is shut down/,
    );
  });

  it('refuses a data directory of another major version, and says how to move it', async () => {
    const data_dir = await folder();
    await mkdir(join(data_dir, 'postgres'), { mode: 0o700 });
    await writeFile(join(data_dir, 'postgres', 'PG_VERSION'), '17\n');
    await expect(startEmbedded({ data_dir, log })).rejects.toThrow(/written by PostgreSQL 17[^]*npm run backup/);
  });

  it('says so when the data directory cannot be one', async () => {
    const data_dir = join(await folder(), 'a file');
    await writeFile(data_dir, '');
    await expect(startEmbedded({ data_dir, log })).rejects.toThrow(/a file cannot be used: EEXIST[^]*DATA_DIR/);
  });

  it('makes the database anew when a first start was cut short', async () => {
    const data_dir = await folder();
    await mkdir(join(data_dir, 'postgres.unfinished'));
    await writeFile(join(data_dir, 'postgres.unfinished', 'half'), 'written');
    expect((await started(data_dir)).created).toBe(true);
  });

  it('starts where a killed server’s number now belongs to another program', async () => {
    const data_dir = await folder();
    const server = await started(data_dir);
    const file = join(data_dir, 'postgres', 'postmaster.pid');
    const text = await readFile(file, 'utf8');
    await server.stop();
    const other = spawn('sleep', ['60'], { stdio: 'ignore' });
    onTestFinished(() => void other.kill('SIGKILL'));
    await writeFile(file, text.replace(/^\d+/, String(other.pid)));
    expect((await started(data_dir)).adopted).toBe(false);
  });

  it('has its socket in a private folder elsewhere where the path is too long for one', async () => {
    const data_dir = join(await folder(), 'a-long-name-'.repeat(9));
    const server = await started(data_dir);
    expect(await ask(server.url, 'SELECT 1')).toBe(1);
    const directory = new URL(server.url).searchParams.get('host') ?? '';
    onTestFinished(() => rm(directory, { recursive: true, force: true }));
    expect(directory.startsWith(data_dir)).toBe(false);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
  });

  it('asks for the generated password where it listens on loopback, and is adopted there too', async () => {
    const data_dir = await folder();
    const killed = await elsewhere(data_dir, 'loopback');
    const wrong = killed.url.replace(/:[^:@/]+@/, ':wrong@');
    await expect(ask(wrong, 'SELECT 1')).rejects.toThrow('password authentication failed');
    await killed.kill();
    const next = await started(data_dir);
    expect(next).toMatchObject({ adopted: true, url: killed.url });
    expect(await ask(next.url, 'SHOW listen_addresses')).toBe('127.0.0.1');
  });

  it('runs as an account that is not root', async ({ skip }) => {
    skip(!root, 'of root alone');
    const server = await started(await folder());
    expect((await stat(`/proc/${server.pid()}`)).uid).not.toBe(0);
  });

  it('runs in a user namespace where no other account may enter, with programs and socket there', async ({ skip }) => {
    skip(!namespaces, 'of root alone, where it may make user namespaces');
    const home = await folder();
    await chmod(home, 0o700);
    const data_dir = join(home, 'data');
    const server = await started(data_dir);
    expect(await ask(server.url, 'SELECT 1')).toBe(1);
    expect((await stat(join(data_dir, 'postgres'))).uid).toBe(0);
    await server.stop();
    expect((await started(data_dir)).created).toBe(false);
  });
});
