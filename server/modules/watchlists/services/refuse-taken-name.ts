import { AppError } from '../../../../contract/errors.ts';
import { isUniqueViolation } from '../../../platform/db/violations.ts';

/** Turns the unique index's refusal into one that a person understands; every other error goes on as it is. */
export function refuseTakenName(name: string): (error: unknown) => never {
  return (error) => {
    if (isUniqueViolation(error, 'watchlists_name_unique')) {
      throw new AppError('watchlist_name_taken', {
        pointer: '/name',
        name,
        detail: `You already have a list called "${name}".`,
      });
    }
    throw error;
  };
}
