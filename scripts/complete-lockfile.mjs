import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './set-up.mjs';

/**
 * node scripts/complete-lockfile.mjs, after every npm install that changes package-lock.json.
 *
 * Tools ship their binaries as optional packages, one per platform, pinned to the tool's own version. npm leaves out of
 * the lockfile those that the registry it asks does not hold, and then npm ci refuses the lockfile everywhere. This adds
 * what is missing: exact version and platform, without a checksum, since none was seen. Only the platform a package is
 * for ever fetches it.
 */
const OS = {
  darwin: 'darwin',
  linux: 'linux',
  win32: 'win32',
  android: 'android',
  freebsd: 'freebsd',
  openharmony: 'openharmony',
};
const CPU = {
  x64: 'x64',
  arm64: 'arm64',
  ia32: 'ia32',
  arm: 'arm',
  armv7: 'arm',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  wasm32: 'wasm32',
};
const LIBC = { musl: 'musl', musleabihf: 'musl', gnu: 'glibc', gnueabihf: 'glibc' };

const path = join(root, 'package-lock.json');
const lockfile = JSON.parse(readFileSync(path, 'utf8'));
const added = [];
for (const [parent, entry] of Object.entries(lockfile.packages))
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {}))
    if (parent !== '' && !isThere(parent, name) && /^\d/.test(version)) {
      lockfile.packages[`node_modules/${name}`] = missingEntry(name, version, entry);
      added.push(name);
    }
lockfile.packages = Object.fromEntries(Object.entries(lockfile.packages).sort(([a], [b]) => a.localeCompare(b, 'en')));
if (added.length > 0) writeFileSync(path, `${JSON.stringify(lockfile, null, 2)}\n`);
console.log(`${added.length} optional packages of other platforms were added to package-lock.json`);

/** Beside its parent, or at any level above, as Node looks it up. */
function isThere(parent, name) {
  for (let at = parent; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (lockfile.packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) return true;
    if (at === '' || !at.includes('/node_modules/')) return lockfile.packages[`node_modules/${name}`] !== undefined;
  }
}

function missingEntry(name, version, parent) {
  const words = name.replace(/^@[^/]+\//, '').split('-');
  const known = (table) => {
    const found = words.map((word) => table[word]).find(Boolean);
    return found === undefined ? undefined : [found];
  };
  return {
    version,
    cpu: known(CPU),
    ...(parent.dev ? { dev: true } : {}),
    libc: words.includes('linux') ? known(LIBC) : undefined,
    optional: true,
    os: known(OS),
  };
}
