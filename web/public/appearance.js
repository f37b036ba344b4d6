// Sets the chosen appearance before the first paint. A file of its own, because the page allows no inline script.
// The keys and values are those of src/app/preferences.ts.
(() => {
  let chosen = {};
  try {
    chosen = JSON.parse(localStorage.getItem('omni-stock.preferences') ?? '{}') ?? {};
  } catch {
    // Storage is blocked or spoilt: the defaults serve.
  }
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const { dataset } = document.documentElement;
  dataset.theme = chosen.theme === 'light' || chosen.theme === 'dark' ? chosen.theme : dark ? 'dark' : 'light';
  dataset.palette = chosen.palette === 'blue-orange' ? 'blue-orange' : 'green-red';
  dataset.rise = chosen.rise === 'red' ? 'red' : 'green';
  dataset.density = ['compact', 'comfortable'].includes(chosen.density) ? chosen.density : 'normal';
})();
