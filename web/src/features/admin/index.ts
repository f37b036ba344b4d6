export { AuditPage } from './audit-page.tsx';
export { BackfillsPage } from './backfills-page.tsx';
export { DeliveriesPage } from './deliveries-page.tsx';
export { InstrumentsPage } from './instruments-page.tsx';
export { ProvidersPage } from './providers-page.tsx';
export { SyncPage } from './sync-page.tsx';
export { UsersPage } from './users-page.tsx';
