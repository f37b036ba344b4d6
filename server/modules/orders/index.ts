export { createOrders, type Orders } from './create-orders.ts';
export { accountKeeper } from './selling/keep-accounts.ts';
