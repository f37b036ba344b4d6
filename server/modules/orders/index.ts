export { createOrders, type Orders } from './create-orders.ts';
export { paymentPages } from './payments/create-payments.ts';
export { createTelling, type Telling, tellingConsumers } from './create-telling.ts';
export { accountKeeper } from './selling/services/keep-accounts.ts';
export { groupKeeper } from './services/settle-group.ts';
export { promises } from './selectors/promised-to.ts';
export { ordersChanged } from './telling/signals.ts';
