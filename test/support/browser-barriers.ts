import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** Menus and dialogs stand at the end of the document, outside of its regions, and hold the focus while they are open. */
const OFF = ['region'];
/** Dialogs and menus fade in and out, and half faded their words are too pale. Spinners just turn on. */
const STILL = `document.querySelector('[data-starting-style], [data-ending-style]') === null &&
  document.getAnimations().every((one) => one.effect.getTiming().iterations === Infinity)`;
/** How far something leaves the page, or its main part. */
const OVER =
  'Math.max(...[document.documentElement, document.querySelector("main")].map((one) => one.scrollWidth - one.clientWidth))';
const WIDTHS = [320, 390, 768, 1024, 1440] as const;

/** Expects that axe finds nothing wrong, in the light and in the dark theme; names the state and the elements if it does. */
export async function expectNoBarrier(page: Page, state: string): Promise<void> {
  for (const theme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' });
    await expect.poll(() => page.evaluate(STILL), { message: `${state} stands still` }).toBe(true);
    const { violations } = await new AxeBuilder({ page }).withTags(TAGS).disableRules(OFF).analyze();
    const found = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html}`));
    expect(found, `${state}, ${theme}`).toEqual([]);
  }
}

/** Expects that nothing leaves the page on a screen of any width. */
export async function expectToFit(page: Page, state: string): Promise<void> {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 800 });
    // Charts are drawn for the new width one frame after it.
    await expect.poll(() => page.evaluate<number>(OVER), { message: `${state} at ${width} px` }).toBeLessThanOrEqual(0);
  }
}
