export { createImporter } from './import/run/importer.ts';
export { inventoryJobs } from './jobs.ts';
export { photoFiles } from './photos/photo-files.ts';
export { inventoryRoutes } from './routes.ts';
export { shopHealth } from './shop-health.ts';
export { createShopKeeper } from './shop-keeper.ts';
export { refuseLastOwner } from './services/refuse-last-owner.ts';
export { createVendorChanges } from './vendor-changes.ts';
