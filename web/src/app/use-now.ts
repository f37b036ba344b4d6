import { useEffect, useState } from 'react';

/** The time by `performance.now()`, renewed every `every_ms`; null stops it. */
export function useElapsed(every_ms: number | null): number {
  const [now_ms, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (every_ms === null) return undefined;
    const timer = setInterval(() => setNow(performance.now()), every_ms);
    return () => clearInterval(timer);
  }, [every_ms]);
  return now_ms;
}

/** The time of day in epoch ms, renewed every `every_ms`. */
export function useNow(every_ms: number): number {
  const [now_ms, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every_ms);
    return () => clearInterval(timer);
  }, [every_ms]);
  return now_ms;
}
