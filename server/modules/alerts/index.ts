export { type Alerts, createAlerts } from './create-alerts.ts';
export { createAlertEngine } from './engine/alert-engine.ts';
