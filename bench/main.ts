import { readdirSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';

/**
 * npm run bench -- NAME [options]: one measurement with its baseline beside it, since machines differ. Each file of this
 * folder that exports `bench` is one.
 */

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'main.ts' && !file.includes('http-load'))
  .map((file) => file.slice(0, -'.ts'.length));
const [name, ...args] = process.argv.slice(2);

if (name === undefined || !names.includes(name)) {
  console.error(`npm run bench -- ${names.join('|')}`);
  process.exit(2);
}
console.log(`${name}: Node ${process.version}, ${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}`);
const { bench } = (await import(`./${name}.ts`)) as { bench(args: readonly string[]): Promise<void> };
await bench(args);
