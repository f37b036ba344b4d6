export { type Alerts, createAlerts } from './create-alerts.ts';
