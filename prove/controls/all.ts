import type { Control } from './control.ts';
import { cursorRelay, noInbox } from './facts.ts';
import { readThenWrite } from './keys.ts';
import { readModifyWrite, unsortedLocks } from './stock.ts';

export const controls: readonly Control[] = [readModifyWrite, unsortedLocks, cursorRelay, noInbox, readThenWrite];
