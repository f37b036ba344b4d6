export { recognise } from './recognise.ts';
export { readRows } from './read-rows.ts';
export { rowDrafter } from './draft-row.ts';
export { newListing } from './new-listing.ts';
export { detailsOf, factsOf } from './details-of.ts';
