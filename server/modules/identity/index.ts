export type { Account } from './account.ts';
export { createAttemptBuckets } from './attempt-buckets.ts';
export { createIdentity, type Identity } from './create-identity.ts';
export { accountByEmail } from './selectors/account-by-email.ts';
export { accountsByIds } from './selectors/accounts-by-ids.ts';
export { type DemoAccount, ensureDemo } from './services/ensure-demo.ts';
export { ensureFirstAdmin } from './services/ensure-first-admin.ts';
export { recordAudit } from './services/record-audit.ts';
export { type AccessRevoked, accessRevoked } from './signals.ts';
