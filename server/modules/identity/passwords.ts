import { availableParallelism } from 'node:os';
import { createWorkPool } from '../../platform/work-pool.ts';
import { type HashParameters, hashParameters, hashPassword, isOutdated, verifyPassword } from './password-hash.ts';

/** Passwords, through the bounded pool. */
export interface Passwords {
  hash(password: string): Promise<string>;
  /**
   * Takes the same time whether there is a hash or not: without one it checks against a hash nobody knows the password
   * of, so that an answer's time does not tell which accounts exist.
   */
  matches(password: string, phc: string | null): Promise<boolean>;
  isOutdated(phc: string): boolean;
}

/** One thread of libuv's four stays free for files and names. */
const RUNNING_MAX = Math.max(1, Math.min(3, availableParallelism() - 1));
/** About two seconds of work. */
const WAITING_MAX = 50;

export function createPasswords(
  parameters: HashParameters = hashParameters,
  limits = { running_max: RUNNING_MAX, waiting_max: WAITING_MAX },
): Passwords {
  const pool = createWorkPool(limits);
  const decoy = hashPassword(crypto.randomUUID(), parameters);
  return {
    hash: (password) => pool.run(() => hashPassword(password, parameters)),
    async matches(password, phc) {
      const against = phc ?? (await decoy);
      const same = await pool.run(() => verifyPassword(password, against));
      return same && phc !== null;
    },
    isOutdated: (phc) => isOutdated(phc, parameters),
  };
}
