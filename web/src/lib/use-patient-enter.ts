import { useEffect, useRef } from 'react';

/**
 * Enter in a search field means the best match for what stands in it. Fast hands press it before the answer is there,
 * when older matches are still on screen: then it waits for the answer instead of taking the wrong one.
 *
 * @param current whether the matches on screen are those for `line`.
 * @returns what to call on Enter.
 */
export function usePatientEnter(line: string, current: boolean, take: () => void): () => void {
  const waiting_for = useRef<string | null>(null);
  useEffect(() => {
    if (waiting_for.current === null) return;
    const is_meant = waiting_for.current === line;
    if (is_meant && !current) return;
    waiting_for.current = null;
    if (is_meant) take();
  }, [line, current, take]);
  return () => {
    if (current) take();
    else waiting_for.current = line;
  };
}
