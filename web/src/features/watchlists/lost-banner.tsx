import { useEffect, useState } from 'react';
import { live } from '../../lib/live/browser-live.ts';
import { useConnection } from '../../lib/live/hooks.ts';
import { Banner } from '../../ui/banner.tsx';
import { Button } from '../../ui/button.tsx';

/** A short interruption is not worth a line across the page. */
const SHOWN_AFTER_MS = 3000;
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** Says that prices stand still, and since when. */
export function LostBanner() {
  const { phase } = useConnection();
  const lost = phase === 'reconnecting' || phase === 'offline' || phase === 'stopped';
  const [since_ms, setSince] = useState<number | null>(null);
  useEffect(() => {
    if (!lost) return undefined;
    const began_ms = Date.now();
    const timer = setTimeout(() => setSince(began_ms), SHOWN_AFTER_MS);
    return () => {
      clearTimeout(timer);
      setSince(null);
    };
  }, [lost]);
  if (since_ms === null) return null;
  return (
    <Banner
      action={
        <Button size="small" onClick={() => live.reconnect()}>
          Connect now
        </Button>
      }
    >
      {phase === 'offline' ? 'You are offline.' : 'The connection is lost.'} Prices are as of {clock.format(since_ms)}.
    </Banner>
  );
}
