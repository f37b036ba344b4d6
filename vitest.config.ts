import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { limits } from './vitest.limits.ts';

/** Two at once even on two processors: most of a test is waiting for PostgreSQL, for sockets or for other processes. */
const WORKERS = Math.max(2, availableParallelism() - 1);

/** What says most in the least time comes first, so that a run which is cut short has said most. */
const ORDER = [/^(contract|scripts|server|web|bench|deploy)\//, /^test\/tidy/, /^test\/flows\//, /^test\/faults\//];

class MostSaidFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const path = moduleId.slice(this.ctx.config.root.length + 1);
      return ORDER.findIndex((part) => part.test(path));
    };
    return Promise.resolve(files.toSorted((a, b) => placeOf(a) - placeOf(b) || (a.moduleId < b.moduleId ? -1 : 1)));
  }
}

export default defineConfig({
  test: {
    ...limits,
    include: ['{contract,server,scripts,bench,test,deploy}/**/*.test.ts', 'web/src/**/*.test.{ts,tsx}'],
    exclude: ['test/browser/**'],
    globalSetup: ['test/support/global-setup.ts'],
    pool: 'forks',
    maxWorkers: WORKERS,
    sequence: { sequencer: MostSaidFirst },
  },
});
