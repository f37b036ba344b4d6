import { totalmem } from 'node:os';

const MIB = 1024 * 1024;
const MIN_MIB = 128; // PostgreSQL's own default
const MAX_MIB = 1024;
/** PostgreSQL's manual (Resource Consumption) begins at a quarter of a machine that runs nothing else. */
const PART = 8;

/** How much memory the server takes for what it reads: an eighth of `memory` bytes, 128 MiB at least and 1 GiB at most. */
export function sharedBuffers(memory = memoryHere()): string {
  return `${Math.min(MAX_MIB, Math.max(MIN_MIB, Math.floor(memory / PART / MIB)))}MB`;
}

/** Bytes of the machine, or of the container where it may use less; 0 and numbers beyond the machine's mean no limit. */
function memoryHere(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}
