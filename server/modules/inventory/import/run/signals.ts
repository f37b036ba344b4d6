import { signal } from '../../../../platform/signals.ts';

/** An import is to be checked, applied or undone: workers look at the queue. */
export const importsDue = signal<null>('inventory.imports_due');
