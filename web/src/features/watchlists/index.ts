import './watchlist.css';

export { WatchlistPage } from './watchlist-page.tsx';
export { WatchlistsPage } from './watchlists-page.tsx';
