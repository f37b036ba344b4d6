import { Pool } from 'pg';
import type { Random } from '../scenario.ts';

/** The same work with one protection taken away: it has to go wrong, or the proof proves nothing. */
export interface Control {
  readonly name: string;
  /** What is switched off. */
  readonly without: string;
  readonly checker: string;
  /** On a database of its own. @returns what went wrong, or null where nothing did. */
  run(pool: Pool, random: Random): Promise<string | null>;
}

/** Connections of a control: as many as the buyers of two processes have. */
const CONNECTIONS = 40;

export function openPool(url: string): Pool {
  return new Pool({ connectionString: url, max: CONNECTIONS });
}
