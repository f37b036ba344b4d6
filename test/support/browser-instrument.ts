import type { Page } from 'playwright-core';

/** Opens the page of an instrument and waits until its chart and its table stand. */
export async function openChart(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('.chart-figure[data-ready="true"] canvas').first().waitFor();
  await page.locator('.history-table tbody tr').first().waitFor();
}

export interface Shown {
  /** The chart's last close, as its legend says it. */
  readonly legend: string;
  /** Close of the table's first row, and how many rows there are. */
  readonly table: string;
  readonly rows: number;
  /** The bar the slider stands at, of how many. */
  readonly at: number;
  readonly count: number;
  readonly words: string;
}

/** What the legend, the table and the slider say at one instant. */
export async function shown(page: Page): Promise<Shown> {
  return page.evaluate(`(() => {
    const text = (selector) => document.querySelector(selector)?.textContent.trim() ?? '';
    const slider = document.querySelector('[role="slider"]');
    return {
      legend: text('[data-figure="close"]'),
      table: text('.history-table tbody tr td:nth-of-type(4)'),
      rows: document.querySelectorAll('.history-table tbody tr').length,
      at: Number(slider?.ariaValueNow),
      count: Number(slider?.ariaValueMax) + 1,
      words: slider?.ariaValueText ?? '',
    };
  })()`);
}
