// First of all: it says in which order layers count, whatever else brings styles.
import './ui/styles/index.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startPreferences } from './app/preferences.ts';
import { queryClient } from './app/query-client.ts';
import { dropServedHead } from './app/served-head.ts';
import { startLive } from './lib/live/start-live.ts';
import { router } from './app/router.tsx';
import './app/frame.css';

startPreferences();
startLive(queryClient);
dropServedHead((listener) => router.subscribe('onResolved', ({ toLocation }) => listener(toLocation.pathname)));
const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
