import { describe, expect, it } from 'vitest';
import { manualClock } from '../../../platform/clock.ts';
import { inTurn } from './in-turn.ts';

describe('work on many listings', () => {
  it('is done for three at a time, while some wait and more are turned away', async () => {
    const run = inTurn({ clock: manualClock(0) });
    let at_work = 0;
    const { promise, resolve } = Promise.withResolvers<void>();
    const all = Array.from({ length: 12 }, () =>
      run(async () => {
        at_work += 1;
        await promise;
      }).then(
        () => 'done',
        (error: { readonly code?: string }) => error.code,
      ),
    );
    expect(await all[11]).toBe('unavailable');
    expect(at_work).toBe(3);
    resolve();
    expect(await Promise.all(all)).toEqual([...Array.from({ length: 11 }, () => 'done'), 'unavailable']);
  });

  it('is not begun for who waited so long that the answer would come too late', async () => {
    const clock = manualClock(0);
    const run = inTurn({ clock });
    const { promise, resolve } = Promise.withResolvers<void>();
    const begun = Promise.withResolvers<void>();
    const hold = (): Promise<void> => {
      begun.resolve();
      return promise;
    };
    const first = [run(() => promise), run(() => promise), run(hold)];
    const late = run(() => Promise.reject(new Error('it was begun'))).catch((error: unknown) => error);
    await begun.promise;
    clock.advance(2_001);
    resolve();
    await Promise.all(first);
    expect(await late).toMatchObject({ code: 'unavailable' });
  });
});
