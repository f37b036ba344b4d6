import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AlertModel, commands } from '../../../../test/support/alert-model.ts';

/** `ALERT_CASES=100000 vitest run watch-model` is the long run. */
const CASES = Number(process.env['ALERT_CASES'] ?? 1_500);

describe('the engine against a plain reading of the definitions', () => {
  it(`fires the same prints once each, through edits, failures, lost answers and restarts (${CASES} cases)`, {
    timeout: 3_600_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(commands, async (story) => {
        const model = new AlertModel();
        for (const command of story) await model.run(command);
        await model.finish();
        expect(model.fired()).toEqual(model.expected());
      }),
      { numRuns: CASES },
    );
  });
});
