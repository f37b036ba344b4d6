export interface Shortcut {
  /** As the matcher names a press: `Mod+k`, `g w` for one key after another, `Alt+ArrowUp`, `?`. */
  readonly press: string;
  /** As it is shown. */
  readonly keys: readonly string[];
  readonly label: string;
  readonly group: 'Everywhere' | 'Lists' | 'Rows' | 'Stock' | 'Chart';
  /** `row`: the table handles it while a row has the focus; `chart`: the page of one instrument does. Listed here to be found. */
  readonly where?: 'row' | 'chart';
}

/** The keyboard map: what exists, in the order the help shows it. */
export const shortcuts = {
  palette: { press: 'Mod+k', keys: ['Mod', 'K'], label: 'Search or type a command', group: 'Everywhere' },
  search: { press: '/', keys: ['/'], label: 'Search', group: 'Everywhere' },
  go_watchlist: { press: 'g w', keys: ['g', 'w'], label: 'Go to the watchlist', group: 'Everywhere' },
  go_alerts: { press: 'g a', keys: ['g', 'a'], label: 'Go to alerts', group: 'Everywhere' },
  go_inbox: { press: 'g n', keys: ['g', 'n'], label: 'Go to notifications', group: 'Everywhere' },
  go_inventory: { press: 'g i', keys: ['g', 'i'], label: 'Go to the inventory', group: 'Everywhere' },
  go_orders: { press: 'g o', keys: ['g', 'o'], label: 'Go to orders', group: 'Everywhere' },
  go_settings: { press: 'g ,', keys: ['g', ','], label: 'Go to settings', group: 'Everywhere' },
  pause: { press: 'p', keys: ['p'], label: 'Pause or resume live prices', group: 'Everywhere' },
  density: { press: 'd', keys: ['d'], label: 'Change row density', group: 'Everywhere' },
  help: { press: '?', keys: ['?'], label: 'Show all keys', group: 'Everywhere' },
  alert: { press: 'b', keys: ['b'], label: 'Alert on the row, symbol or bar', group: 'Everywhere' },
  close: {
    press: 'Escape',
    keys: ['Esc'],
    label: 'Close, and return to where you were',
    group: 'Everywhere',
  },
  add_symbol: { press: 'a', keys: ['a'], label: 'Add symbols', group: 'Lists' },
  new_list: { press: 'n', keys: ['n'], label: 'New list', group: 'Lists' },
  list_before: { press: '[', keys: ['['], label: 'Previous list', group: 'Lists' },
  list_after: { press: ']', keys: [']'], label: 'Next list', group: 'Lists' },
  sort: { press: 's', keys: ['s'], label: 'Sort', group: 'Lists' },
  filter: { press: 'f', keys: ['f'], label: 'Filter', group: 'Lists' },
  row_after: { press: 'j', keys: ['j', '↓'], label: 'Next row', group: 'Rows' },
  row_before: { press: 'k', keys: ['k', '↑'], label: 'Previous row', group: 'Rows' },
  row_edge: { press: 'Home', keys: ['Home', 'End'], label: 'First or last row', group: 'Rows', where: 'row' },
  row_page: { press: 'PageUp', keys: ['PgUp', 'PgDn'], label: 'A page up or down', group: 'Rows', where: 'row' },
  open: { press: 'Enter', keys: ['Enter'], label: 'Open the detail', group: 'Rows', where: 'row' },
  peek: { press: ' ', keys: ['Space'], label: 'Peek, and stay in the list', group: 'Rows', where: 'row' },
  mark: { press: 'x', keys: ['x'], label: 'Select the row', group: 'Rows', where: 'row' },
  extend: {
    press: 'Shift+ArrowDown',
    keys: ['Shift', '↑', '↓'],
    label: 'Extend the selection',
    group: 'Rows',
    where: 'row',
  },
  move: { press: 'Alt+ArrowUp', keys: ['Alt', '↑', '↓'], label: 'Move the row', group: 'Rows', where: 'row' },
  edit: { press: 'e', keys: ['e'], label: 'Edit note and price marks', group: 'Rows', where: 'row' },
  remove: { press: 'Delete', keys: ['Delete'], label: 'Remove, with undo', group: 'Rows', where: 'row' },
  toggle_read: { press: 'u', keys: ['u'], label: 'Mark as read or unread', group: 'Rows' },
  stock_edit: { press: 'F2', keys: ['Enter', 'F2'], label: 'Edit the cell; or type', group: 'Stock', where: 'row' },
  stock_paste: {
    press: 'Mod+v',
    keys: ['Mod', 'V'],
    label: 'Paste cells, with a preview',
    group: 'Stock',
    where: 'row',
  },
  stock_all: { press: 'Mod+a', keys: ['Mod', 'A'], label: 'Select all that is loaded', group: 'Stock', where: 'row' },
  stock_undo: { press: 'Mod+z', keys: ['Mod', 'Z'], label: 'Take the last change back', group: 'Stock', where: 'row' },
  chart_range: { press: '1', keys: ['1', '…', '8'], label: 'Range, from a day to all', group: 'Chart', where: 'chart' },
  chart_bar: { press: 'ArrowLeft', keys: ['←', '→'], label: 'Bar before or after', group: 'Chart', where: 'chart' },
  chart_leap: {
    press: 'Shift+ArrowLeft',
    keys: ['Shift', '←', '→'],
    label: 'Ten bars at once',
    group: 'Chart',
    where: 'chart',
  },
  chart_zoom: { press: '+', keys: ['+', '−'], label: 'Nearer or further', group: 'Chart', where: 'chart' },
} as const satisfies Record<string, Shortcut>;

export type ShortcutId = keyof typeof shortcuts;
