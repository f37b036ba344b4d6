import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { BasketLink } from '../features/basket/basket-link.tsx';
import { buttonClass } from '../ui/button.tsx';
import { Logo } from '../ui/logo.tsx';
import { useUser } from './session.ts';

/** Header and footer for visitors. */
export function PublicFrame() {
  const user = useUser();
  // Who signs in while shopping goes on where they were, with the same basket.
  const here = useRouterState({ select: (state) => state.location.href });
  const next = /^\/(?:shop|basket|checkout)/.test(here) ? { next: here } : {};
  return (
    <div className="public">
      <a href="#main" className="skip-link">
        Skip to content
      </a>
      <header className="public-head">
        <Link to="/" className="flex items-center gap-3 text-16 font-semibold tracking-tight">
          <Logo />
          <span className="public-name">Omni-Stock</span>
        </Link>
        <Link to="/shop" className={buttonClass({ tone: 'ghost' })} activeOptions={{ includeSearch: false }}>
          Shop
        </Link>
        <span className="grow" />
        <BasketLink />
        {user === null && (
          <>
            <Link to="/sign-in" search={next} className={buttonClass({ tone: 'ghost' })}>
              Sign in
            </Link>
            <Link to="/register" search={next} className={buttonClass()}>
              Sign up
            </Link>
          </>
        )}
      </header>
      <main id="main" tabIndex={-1} className="min-w-0 grow outline-none">
        <Outlet />
      </main>
      <PublicFoot />
    </div>
  );
}

function PublicFoot() {
  return (
    <footer className="public-foot">
      <span className="max-md:basis-full">Prices marked Simulated are made up.</span>
      <span className="grow max-md:hidden" />
      <a href="/docs">API</a>
      <Link to="/status">Status</Link>
      <Link to="/plans">Plans</Link>
      <Link to="/help">Help</Link>
    </footer>
  );
}
