import { minorText } from '../../../../contract/minor-units.ts';
import { type Cell, heading, PageFlow, plain, ROOM, small, strong } from './page-flow.ts';
import type { PaperOrder, PaperPick, Papers } from './paper-order.ts';

/** Draws papers on A4. @returns a PDF of at least one page. */
export function drawPapers(papers: Papers): Promise<Uint8Array> {
  const titles = { packing_slips: 'Packing slips', invoices: 'Invoices', pick_list: 'Pick list' };
  const flow = new PageFlow(titles[papers.kind]);
  if (papers.kind === 'pick_list') drawPickList(flow, papers);
  else for (const order of papers.orders) (papers.kind === 'invoices' ? drawInvoice : drawPackingSlip)(flow, order);
  return flow.bytes();
}

/** Where a column stands, in millimetres. */
const QUANTITY = { x: 0, width: 12 };
const THING = { x: 14, width: 106 };
const UNIT = { x: 122, width: 24, align: 'right' } as const;
const SUM = { x: 148, width: ROOM - 148, align: 'right' } as const;

function drawInvoice(flow: PageFlow, order: PaperOrder): void {
  const money = (minor: number): string => minorText(minor, order.currency);
  flow.begin(() => {
    flow.line('Invoice', heading);
    flow.gap(2);
    flow.row([
      { text: `Order ${order.number}`, x: 0, width: 90, style: strong },
      { text: order.placed_on, x: 90, width: ROOM - 90, align: 'right' },
    ]);
    if (order.is_test) flow.line('Test order: no money was paid.', strong);
    flow.gap(4);
  });
  beside(flow, [
    { title: 'From', lines: order.from },
    { title: 'Bill to', lines: order.bill_to },
    { title: 'Ship to', lines: order.ship_to },
  ]);
  flow.row([
    { text: 'Qty', ...QUANTITY, style: small },
    { text: 'Item', ...THING, style: small },
    { text: 'Price', ...UNIT, style: small },
    { text: `Total ${order.currency}`, ...SUM, style: small },
  ]);
  flow.rule();
  for (const line of order.lines) {
    flow.keep(10);
    flow.row([
      { text: String(line.quantity), ...QUANTITY },
      { text: line.title, ...THING },
      { text: money(line.unit_price_minor), ...UNIT },
      { text: money(line.total_minor), ...SUM },
    ]);
    flow.row([{ text: line.details, ...THING, style: small }]);
    flow.gap(1);
  }
  flow.keep(45);
  flow.rule();
  for (const [label, minor, style = plain] of sumsOf(order))
    flow.row([
      { text: label, x: 74, width: 72, align: 'right', style },
      { text: money(minor), ...SUM, style },
    ]);
}

type Sum = readonly [label: string, minor: number, style?: typeof strong];

function sumsOf(order: PaperOrder): Sum[] {
  const { discount_minor, discount_codes, tax, tax_minor, total_minor, refunded_minor } = order;
  const taxed: Sum[] = tax === null ? [] : [[tax, tax_minor]];
  const sums: (Sum | null)[] = [
    ['Items', order.subtotal_minor],
    discount_minor === 0 ? null : [['Discount', ...discount_codes].join(' '), -discount_minor],
    [`Shipping, ${order.shipping_method}`, order.shipping_minor],
    ...(order.tax_added ? taxed : []),
    [`Total ${order.currency}`, total_minor, strong],
    ...(order.tax_added ? [] : taxed),
    refunded_minor === 0 ? null : ['Refunded', -refunded_minor],
    refunded_minor === 0 ? null : ['Paid in the end', total_minor - refunded_minor, strong],
  ];
  return sums.filter((sum) => sum !== null);
}

function drawPackingSlip(flow: PageFlow, order: PaperOrder): void {
  flow.begin(() => {
    flow.line('Packing slip', heading);
    flow.gap(2);
    flow.row([
      { text: `Order ${order.number}`, x: 0, width: 90, style: strong },
      { text: order.placed_on, x: 90, width: ROOM - 90, align: 'right' },
    ]);
    if (order.is_test) flow.line('Test order: no money was paid.', strong);
    flow.gap(4);
  });
  beside(flow, [
    { title: 'Ship to', lines: order.ship_to },
    { title: 'From', lines: order.from },
    { title: 'Send by', lines: [order.shipping_method] },
  ]);
  if (order.buyer_note !== '') {
    flow.paragraph(`Note: ${order.buyer_note}`);
    flow.gap(3);
  }
  flow.row([
    { text: 'Qty', ...QUANTITY, style: small },
    { text: 'Item', ...THING, style: small },
    { text: 'Place', x: 122, width: ROOM - 122, style: small },
  ]);
  flow.rule();
  for (const line of order.lines.filter(({ quantity_open }) => quantity_open > 0)) {
    flow.keep(10);
    flow.row([
      { text: String(line.quantity_open), ...QUANTITY, style: strong },
      { text: line.title, ...THING },
      { text: line.places.join(', '), x: 122, width: ROOM - 122 },
    ]);
    flow.row([{ text: line.details, ...THING, style: small }]);
    flow.gap(1);
  }
}

function drawPickList(
  flow: PageFlow,
  list: { readonly vendor: string; readonly picks: readonly PaperPick[]; readonly day: string },
): void {
  const pieces = list.picks.reduce((sum, { quantity }) => sum + quantity, 0);
  flow.begin(() => {
    flow.line('Pick list', heading);
    flow.gap(2);
    flow.line(`${list.vendor}, ${list.day}, ${pieces} ${pieces === 1 ? 'piece' : 'pieces'}`);
    flow.gap(4);
    flow.row([
      { text: 'Qty', ...QUANTITY, style: small },
      { text: 'Item', x: 14, width: 86, style: small },
      { text: 'Place', x: 102, width: 42, style: small },
      { text: 'Order', x: 146, width: ROOM - 146, style: small },
    ]);
    flow.rule();
  });
  for (const pick of list.picks) {
    flow.keep(10);
    flow.row([
      { text: String(pick.quantity), ...QUANTITY, style: strong },
      { text: pick.title, x: 14, width: 86 },
      { text: pick.place, x: 102, width: 42 },
      { text: pick.order_number, x: 146, width: ROOM - 146 },
    ]);
    flow.row([{ text: pick.details, x: 14, width: 86, style: small }]);
    flow.gap(1);
  }
}

/** Blocks of lines in columns. */
function beside(
  flow: PageFlow,
  blocks: readonly { readonly title: string; readonly lines: readonly string[] }[],
): void {
  const width = ROOM / blocks.length;
  const cell = (text: string, column: number, style = plain): Cell => ({
    text,
    x: column * width,
    width: width - 4,
    style,
  });
  flow.row(blocks.map(({ title }, column) => cell(title, column, small)));
  const tallest = Math.max(...blocks.map(({ lines }) => lines.length));
  for (let line = 0; line < tallest; line += 1)
    flow.row(blocks.map(({ lines }, column) => cell(lines[line] ?? '', column)));
  flow.gap(6);
}
