import { useRef, useState } from 'react';
import { messageOf } from '../../../lib/problems.ts';

export interface Work {
  readonly busy: boolean;
  /** What the last one was refused for. */
  readonly error: string | null;
  readonly run: (work: () => Promise<unknown>) => void;
}

/** One thing at a time, and what it was refused for. */
export function useWork(): Work {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const running = useRef(false);
  const run = async (work: () => Promise<unknown>) => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      await work();
    } catch (refused) {
      setError(messageOf(refused));
    }
    running.current = false;
    setBusy(false);
  };
  return { busy, error, run: (work: () => Promise<unknown>) => void run(work) };
}
