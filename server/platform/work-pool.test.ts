import { describe, expect, it } from 'vitest';
import { createWorkPool } from './work-pool.ts';

describe('the pool of costly work', () => {
  it('runs a few, lets some wait and refuses the rest at once', async () => {
    const pool = createWorkPool({ running_max: 2, waiting_max: 3 });
    let running = 0;
    let most = 0;
    const finish: (() => void)[] = [];
    const work = async (): Promise<number> => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => finish.push(resolve));
      running -= 1;
      return 1;
    };
    const asked = Array.from({ length: 20 }, () => pool.run(work));
    const outcomes = Promise.allSettled(asked);
    const refused = asked.slice(5);
    for (const one of refused) {
      await expect(one).rejects.toMatchObject({ code: 'unavailable', detail: { retry_after_s: expect.any(Number) } });
    }
    expect(pool.waiting()).toBe(3);
    for (let done = 0; done < 5; done += 1) {
      finish.shift()?.();
      await new Promise(setImmediate);
    }
    expect((await outcomes).map(({ status }) => status).filter((status) => status === 'fulfilled')).toHaveLength(5);
    expect(most).toBe(2);
    expect(pool.waiting()).toBe(0);
  });

  it('gives the place back when the work fails', async () => {
    const pool = createWorkPool({ running_max: 1, waiting_max: 0 });
    await expect(pool.run(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    expect(await pool.run(async () => 'next')).toBe('next');
  });
});
