import { describe, expect, it } from 'vitest';
import { crashes } from '../../prove/crashes/crashes.ts';
import { proveScenarios } from '../../prove/prove.ts';
import { startWorld } from '../../prove/world.ts';
import { freshDatabase } from '../support/database.ts';

/** A few of the kills of `npm run prove -- --only=crashes`. */
const KILLS = 6;
const asked = { seed: Number(process.env['FAULT_SEED'] ?? 20_261_121), share: KILLS / crashes.rounds, tell: () => {} };

describe('a process of the shop that is killed', () => {
  it('at any place leaves no order without pieces or refund, and no fact, mail or message unsaid', {
    timeout: 1_800_000,
  }, async () => {
    await using database = await freshDatabase();
    await using world = await startWorld(database.url, ['api']);
    const results = await proveScenarios(world, [crashes], asked);
    expect(
      results.filter(({ broken }) => broken.length > 0),
      `FAULT_SEED=${asked.seed}`,
    ).toEqual([]);
  });
});
