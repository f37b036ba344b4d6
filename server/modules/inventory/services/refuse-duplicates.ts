import { AppError } from '../../../../contract/errors.ts';
import { isUniqueViolation } from '../../../platform/db/violations.ts';
import type { ListingContent } from '../listing.ts';

/** Turns the database's word on what a vendor has once into ours. */
export function refuseDuplicates(content: ListingContent): (error: unknown) => never {
  return (error) => {
    if (isUniqueViolation(error, 'listings_sku_unique'))
      throw new AppError('sku_taken', { sku: content.sku, pointer: '/sku' });
    if (isUniqueViolation(error, 'listings_cert_unique'))
      throw new AppError('certificate_taken', { pointer: '/grading/cert_number' });
    throw error;
  };
}
