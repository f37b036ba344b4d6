import { useEffect } from 'react';

const PROGRAM = 'Omni-Stock';
let page: string | null = null;
let news = 0;

/** Names the page in the tab, the history and for screen readers: "Sign in · Omni-Stock". */
export function useTitle(title: string | null): void {
  useEffect(() => {
    page = title;
    show();
  }, [title]);
}

/** Puts the number of unread notifications before the name, while there are any: "(3) Watchlist · Omni-Stock". */
export function useTitleCount(count: number): void {
  useEffect(() => {
    news = count;
    show();
    return () => {
      news = 0;
      show();
    };
  }, [count]);
}

function show(): void {
  const name = page === null ? PROGRAM : `${page} · ${PROGRAM}`;
  document.title = news > 0 ? `(${news}) ${name}` : name;
}
