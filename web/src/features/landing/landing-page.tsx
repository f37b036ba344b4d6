import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Store } from 'lucide-react';
import { useTitle } from '../../lib/use-title.ts';
import { sessionQuery } from '../../lib/queries/identity.ts';
import { buttonClass } from '../../ui/button.tsx';
import { DemoButton } from '../identity/demo-entry.tsx';
import { HostingCard } from './hosting-card.tsx';
import { LiveBoard } from './live-board.tsx';
import { ScreensCard } from './screens-card.tsx';
import { SearchCard } from './search-card.tsx';
import './landing.css';

/** The front page: one promise, the thing itself, and the two ways in. */
export function LandingPage() {
  useTitle(null);
  const { data: session } = useQuery(sessionQuery);
  const has_demo = session?.demo ?? false;
  return (
    <div className="landing">
      <h1 className="max-w-[30ch] text-28 max-md:text-20">
        Watch anything that has a price, and see it move by itself.
      </h1>
      <div className="mt-6 flex flex-wrap items-center gap-2 max-md:mt-4">
        {has_demo && <DemoButton className="max-md:grow" />}
        <Link
          to="/register"
          className={`${buttonClass({ size: 'large', tone: has_demo ? 'secondary' : 'primary' })} max-md:grow`}
        >
          Sign up
        </Link>
        <Link to="/shop" className={`${buttonClass({ size: 'large', tone: 'ghost' })} max-md:grow`}>
          <Store className="icon" aria-hidden="true" />
          Look into the shop
        </Link>
        {has_demo && <p className="ml-2 text-12 text-muted max-md:hidden">The demo needs no account.</p>}
      </div>
      <div className="landing-columns">
        <LiveBoard />
        <div className="landing-side">
          <SearchCard />
          <ScreensCard />
          <HostingCard />
        </div>
      </div>
    </div>
  );
}
