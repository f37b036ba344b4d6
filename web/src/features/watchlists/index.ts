import './watchlist.css';

export { SharedPage } from './shared-page.tsx';
export { WatchlistPage } from './watchlist-page.tsx';
export { WatchlistsPage } from './watchlists-page.tsx';
