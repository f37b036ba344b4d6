import { createRootRoute, createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { PublicFrame } from './public-frame.tsx';
import { Root } from './root.tsx';
import { RouteError } from './route-error.tsx';
import { requireUser } from './session.ts';

/**
 * What the pages stand in: `app` for who is signed in, `visitor` (header and footer) for visitors, `either` for pages
 * that both read.
 */
const NotFound = lazyRouteComponent(() => import('../features/landing/index.ts'), 'NotFoundPage');
export const root = createRootRoute({ component: Root, errorComponent: RouteError, notFoundComponent: NotFound });

/** The app's frame brings menus, dialogs and tooltips, which a visitor's first page does without. */
export const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  component: lazyRouteComponent(() => import('./app-frame.tsx'), 'AppFrame'),
  beforeLoad: requireUser,
});
export const visitor = createRoute({ getParentRoute: () => root, id: 'public', component: PublicFrame });
export const either = createRoute({
  getParentRoute: () => root,
  id: 'either',
  component: lazyRouteComponent(() => import('./either-frame.tsx'), 'EitherFrame'),
});
