import type { BasketLineView, BasketView } from '../../lib/queries/basket.ts';

/** Lines that wait for a decision, in the order they are shown. */
export function changedLines({ parts }: Pick<BasketView, 'parts'>): BasketLineView[] {
  return parts.flatMap(({ lines }) => lines.filter(({ problem }) => problem !== null));
}

/** Where a line stands on the page, to be scrolled to. */
export function placeOf({ listing_id }: Pick<BasketLineView, 'listing_id'>): string {
  return `line-${listing_id}`;
}

/** Brings the first line that waits for a decision into sight, and the focus to it. */
export function goToFirst([first]: readonly BasketLineView[]): void {
  const line = first && document.getElementById(placeOf(first));
  line?.scrollIntoView({ block: 'center' });
  line?.querySelector<HTMLElement>('button, a')?.focus({ preventScroll: true });
}
