export { AlertsPage } from './page/alerts-page.tsx';
