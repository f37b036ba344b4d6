import { pipeline } from 'node:stream/promises';
import { Writable } from 'node:stream';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { sql } from 'kysely';
import { exportVendorOrders } from '../../server/modules/orders/selectors/export-vendor-orders.ts';
import type { Member } from '../../server/platform/actor.ts';
import type { Platform } from '../../server/platform/platform.ts';
import type { FilledDesk } from './fill-desk.ts';
import type { Ask } from './measure.ts';

const MIB = 1024 * 1024;

/** The whole history as a file, how long the process hears nobody meanwhile, and what a page takes beside it. */
export async function measureExport(
  platform: Platform,
  staff: Member,
  { desk, beside }: { readonly desk: FilledDesk; readonly beside: Ask | undefined },
): Promise<void> {
  const { vendor_id, orders } = desk;
  await take(await exportVendorOrders(platform, staff, { vendor_id, status: ['pending_payment'] }));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  const file = await take(await exportVendorOrders(platform, staff, { vendor_id }));
  const seconds = (performance.now() - began) / 1000;
  delay.disable();
  console.log(
    `export: ${(orders / seconds).toFixed(0)} orders/s, ${file.lines} lines, ${(file.bytes / MIB).toFixed(0)} MiB in ${seconds.toFixed(1)} s; ` +
      `memory grew by ${(file.grown / MIB).toFixed(0)} MiB; nobody was heard for ${(delay.percentile(99) / 1e6).toFixed(1)} ms p99, ${(delay.max / 1e6).toFixed(0)} ms at most`,
  );
  const export_of = { is_running: true };
  const again = exportVendorOrders(platform, staff, { vendor_id }).then(take);
  void again.finally(() => {
    export_of.is_running = false;
  });
  const times: number[] = [];
  while (export_of.is_running) {
    const start = performance.now();
    await beside?.(0);
    times.push(performance.now() - start);
  }
  await again;
  times.sort((a, b) => a - b);
  const at = (part: number): string => (times[Math.ceil(times.length * part) - 1] ?? 0).toFixed(1);
  console.log(`beside an export, what is to ship: ${at(0.5)} ms p50, ${at(0.99)} ms p99`);
  const copied = performance.now();
  const { rows } = await sql<{ lines: number }>`SELECT count(row::text)::int AS lines FROM (
    SELECT sold.*, line.sku, line.title, line.snapshot, line.quantity, line.total_minor AS line_total FROM orders.orders AS sold
    JOIN orders.order_lines AS line ON line.vendor_id = sold.vendor_id AND line.order_id = sold.id
    WHERE sold.vendor_id = ${vendor_id}) AS row`.execute(platform.db);
  const baseline = (performance.now() - copied) / 1000;
  console.log(
    `baseline: the same rows as text within one statement, sent to nobody: ${(orders / baseline).toFixed(0)} orders/s, ${rows[0]?.lines} lines`,
  );
}

/** As somebody who takes it as quickly as it comes, and keeps nothing. */
async function take(file: AsyncIterable<string>): Promise<{ lines: number; bytes: number; grown: number }> {
  let [lines, bytes, most] = [0, 0, 0];
  const before = process.memoryUsage().rss;
  const nowhere = new Writable({
    decodeStrings: false,
    write(text: string, _encoding, done) {
      bytes += Buffer.byteLength(text);
      lines += text.split('\n').length - 1;
      most = Math.max(most, process.memoryUsage().rss);
      done();
    },
  });
  await pipeline(file, nowhere);
  return { lines, bytes, grown: Math.max(0, most - before) };
}
