import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Command, commands, type RuleSketch } from '../../../../test/support/alert-commands.ts';
import { AlertModel } from '../../../../test/support/alert-model.ts';

/** `ALERT_CASES=100000 vitest run watch-model` is the long run. */
const CASES = Number(process.env['ALERT_CASES'] ?? 1_500);
/** The short run tells the same stories every time; the long one tells new ones. */
const SEED = process.env['ALERT_CASES'] === undefined ? { seed: 20_261_121 } : {};

const AT_THE_LEVEL: RuleSketch = {
  first: { type: 'PRICE_ABOVE', level: 199_60, width: 1, percent: 0.05 },
  second: null,
  repeat: 'ONCE',
  cooldown_s: 1,
  regular: false,
};
/** Stories that once went wrong. */
const RETOLD: [Command[]][] = [
  // Between two edits only regular prices count: what is decided late must still meet the newest of all.
  [
    [
      {
        kind: 'prints',
        prints: [
          { index: 1, price: 99_75, session: 'regular' },
          { index: 1, price: 99_80, session: 'post' },
        ],
      },
      { kind: 'create', index: 1, sketch: AT_THE_LEVEL, waits: false },
      { kind: 'restart' },
      { kind: 'edit', pick: 0, sketch: { ...AT_THE_LEVEL, regular: true }, waits: true },
      { kind: 'record', ending: 'undone' },
      { kind: 'edit', pick: 0, sketch: AT_THE_LEVEL, waits: true },
      { kind: 'record', ending: 'well' },
    ],
  ],
];

describe('the engine against a plain reading of the definitions', () => {
  it.each([
    { how: 'in one transaction for all', chunk: undefined },
    { how: 'in chunks of two and four', chunk: { first: 2, max: 4 } },
    { how: 'in chunks of one', chunk: { first: 1, max: 1 } },
  ])(
    `fires the same prints once each, through edits, failures, lost answers and restarts, $how (${CASES} cases)`,
    {
      timeout: 3_600_000,
    },
    async ({ chunk }) => {
      await fc.assert(
        fc.asyncProperty(commands, async (story) => {
          const model = new AlertModel(chunk);
          for (const command of story) await model.run(command);
          await model.finish();
          expect(model.fired()).toEqual(model.expected());
        }),
        { numRuns: CASES, examples: RETOLD, ...SEED },
      );
    },
  );
});
