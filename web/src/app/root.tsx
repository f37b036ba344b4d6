import { CSPProvider } from '@base-ui/react/csp-provider';
import { Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';

const Toasts = lazy(async () => ({ default: (await import('../ui/toasts.tsx')).Toasts }));

/** What every page stands in. The page's policy allows no style elements, so the kit is told not to make any. */
export function Root() {
  return (
    <CSPProvider disableStyleElements>
      <Outlet />
      <Suspense>
        <Toasts />
      </Suspense>
    </CSPProvider>
  );
}
