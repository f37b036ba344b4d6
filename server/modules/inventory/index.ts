export { inventoryJobs } from './jobs.ts';
export { inventoryRoutes } from './routes.ts';
export { refuseLastOwner } from './services/refuse-last-owner.ts';
