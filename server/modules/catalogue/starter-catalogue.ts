import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Platform } from '../../platform/platform.ts';
import type { Service } from '../../platform/service.ts';
import type { PrintingRecord } from './import/card-record.ts';
import { keepStarter, takesStarter } from './services/keep-starter.ts';
import { savePrintings } from './services/save-printings.ts';

const PACKAGE = '@flesh-and-blood/cards';
/** Raised when the same package is read otherwise. */
const READING = 1;

/**
 * Puts the real cards that come with the program into the catalogue, once for each edition of them: after the start and
 * beside it, in a process that ends, so that neither the start nor the memory pays for it.
 */
export function createStarterCatalogue(platform: Platform): Service {
  const { db, log, clock, config } = platform;
  const stopping = new AbortController();
  let work: Promise<void> = Promise.resolve();

  const run = async (): Promise<void> => {
    const edition = `${packageVersion()}/${READING}`;
    if (!(await takesStarter(db, PACKAGE, edition))) return;
    for await (const printings of readPackage(stopping.signal))
      await savePrintings(
        db,
        printings.map((printing) => ({ kind: 'printing', printing })),
      );
    await keepStarter(db, { name: PACKAGE, edition, at: clock.now() });
  };

  return {
    name: 'starter catalogue',
    async start() {
      if (!config.starter_catalogue) return;
      work = run().catch((err: unknown) => {
        if (!stopping.signal.aborted) log.error({ err }, 'the cards that come with the program could not be read');
      });
    },
    async drain() {
      stopping.abort();
      await work;
    },
  };
}

function packageVersion(): string {
  const { version } = createRequire(import.meta.url)(`${PACKAGE}/package.json`) as { version: string };
  return version;
}

async function* readPackage(signal: AbortSignal): AsyncGenerator<PrintingRecord[]> {
  const program = fileURLToPath(new URL('./import/fab-process.ts', import.meta.url));
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'ignore'], signal });
  const ended = once(child, 'exit');
  ended.catch(() => undefined); // told below, once all it wrote is read
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as PrintingRecord[];
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`the process that reads them ended with ${code}`);
}
