import { ArrowLeftRight, Bitcoin, ChartLine, Cpu, Flame, Gem, Layers, List, type LucideIcon, Star } from 'lucide-react';
import { createElement } from 'react';

/** Lists have no icon of their own; what their name speaks of gives one, so that they can be told apart at a glance. */
const meanings: readonly (readonly [RegExp, LucideIcon])[] = [
  [/core|main|favou?rite|watch|my /i, Star],
  [/tech|chip|semi|software|\bai\b/i, Cpu],
  [/crypto|coin|bitcoin|defi/i, Bitcoin],
  [/energy|oil|gas|power/i, Flame],
  [/currenc|forex|\bfx\b/i, ArrowLeftRight],
  [/ind(?:ex|ices)|market|macro/i, ChartLine],
  [/etf|fund/i, Layers],
  [/gold|metal|commodit/i, Gem],
];

/** The icon of a list. */
export function ListIcon({ name, className }: { readonly name: string; readonly className: string }) {
  const icon = meanings.find(([words]) => words.test(name))?.[1] ?? List;
  return createElement(icon, { className, 'aria-hidden': true });
}
