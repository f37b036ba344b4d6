import { describe, expect, it } from 'vitest';
import { createFlushSchedule, type FrameClock } from './flush-schedule.ts';

/** A clock a test turns by hand: frames every 16 ms while the page is seen. */
function handClock() {
  let now_ms = 0;
  let hidden = false;
  let due: { at_ms: number; run: () => void; frame: boolean }[] = [];
  const put = (run: () => void, at_ms: number, frame: boolean) => {
    const task = { at_ms, run, frame };
    due.push(task);
    return () => {
      due = due.filter((other) => other !== task);
    };
  };
  const clock: FrameClock = {
    now: () => now_ms,
    hidden: () => hidden,
    nextFrame: (run) => put(run, Math.floor(now_ms / 16) * 16 + 16, true),
    after: (run, delay_ms) => put(run, now_ms + delay_ms, false),
  };
  return {
    clock,
    hide: (next: boolean) => {
      hidden = next;
    },
    turn: (until_ms: number) => {
      for (;;) {
        // A hidden page gets no frames.
        const next = due
          .filter((task) => task.at_ms <= until_ms && !(task.frame && hidden))
          .sort((a, b) => a.at_ms - b.at_ms)[0];
        if (!next) break;
        due = due.filter((task) => task !== next);
        now_ms = Math.max(now_ms, next.at_ms);
        next.run();
      }
      now_ms = until_ms;
    },
  };
}

function scheduled() {
  const hand = handClock();
  const flushes: number[] = [];
  const schedule = createFlushSchedule(() => flushes.push(hand.clock.now()), hand.clock);
  return { ...hand, flushes, schedule };
}

describe('the flush schedule', () => {
  it('flushes once a frame however often it is asked', () => {
    const { schedule, turn, flushes } = scheduled();
    for (let asked = 0; asked < 100; asked += 1) schedule.request();
    turn(16);
    schedule.request();
    turn(100);
    expect(flushes).toEqual([16, 32]);
  });

  it('flushes once a second while the page is hidden, and at once when it is shown again', () => {
    const { schedule, turn, flushes, hide } = scheduled();
    schedule.request();
    turn(16);
    hide(true);
    schedule.replan();
    for (let at_ms = 100; at_ms <= 2100; at_ms += 100) {
      schedule.request();
      turn(at_ms);
    }
    expect(flushes).toEqual([16, 1016, 2016]);
    schedule.request();
    hide(false);
    schedule.replan();
    turn(2150);
    expect(flushes.at(-1)).toBe(2112);
  });

  it('keeps to the chosen interval', () => {
    const { schedule, turn, flushes } = scheduled();
    schedule.setInterval(1000);
    for (let at_ms = 100; at_ms <= 3000; at_ms += 100) {
      schedule.request();
      turn(at_ms);
    }
    expect(flushes).toEqual([16, 1016, 2016]);
  });

  it('shows nothing while paused and catches up with one flush after', () => {
    const { schedule, turn, flushes } = scheduled();
    schedule.setPaused(true);
    schedule.request();
    turn(5000);
    expect(flushes).toEqual([]);
    schedule.setPaused(false);
    turn(5100);
    expect(flushes).toHaveLength(1);
  });
});
