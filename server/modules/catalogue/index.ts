export { findPrintings, type PrintingKey } from './selectors/find-printings.ts';
export { bcp47 } from './import/languages.ts';
export { openCardFile } from './import/open-card-file.ts';
export { catalogueRoutes } from './routes.ts';
export { type CardImport, importCards } from './services/import-cards.ts';
export { samplePrintings } from './selectors/sample-printings.ts';
export { createStarterCatalogue } from './starter-catalogue.ts';
