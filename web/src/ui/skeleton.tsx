import { useEffect, useState } from 'react';

/** A grey bar where text will stand. */
export function Skeleton({ width }: { readonly width: number | string }) {
  return <span className="skeleton" style={{ width }} />;
}

export const SKELETON_AFTER_MS = 150;

/** False for the first 150 ms: what arrives quickly should not flicker. */
export function useWaited(waiting: boolean): boolean {
  const [waited, setWaited] = useState(false);
  useEffect(() => {
    if (!waiting) return undefined;
    const timer = setTimeout(() => setWaited(true), SKELETON_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setWaited(false);
    };
  }, [waiting]);
  return waiting && waited;
}
