import { Link, Outlet } from '@tanstack/react-router';
import { buttonClass } from '../ui/button.tsx';
import { Logo } from '../ui/logo.tsx';
import { useUser } from './session.ts';

/** Header and footer for visitors. */
export function PublicFrame() {
  const user = useUser();
  return (
    <div className="public">
      <a href="#main" className="skip-link">
        Skip to content
      </a>
      <header className="public-head">
        <Link to="/" className="flex items-center gap-3 text-16 font-semibold tracking-tight">
          <Logo />
          Omni-Stock
        </Link>
        <span className="grow" />
        {user === null && (
          <>
            <Link to="/sign-in" className={buttonClass({ tone: 'ghost' })}>
              Sign in
            </Link>
            <Link to="/register" className={buttonClass()}>
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
