const names = new Intl.DisplayNames('en', { type: 'currency' });
/** Before the rest of the alphabet. */
const COMMON = ['USD', 'EUR', 'GBP', 'JPY', 'CHF', 'CAD', 'AUD'];

/** Every currency, the common ones first: "EUR · Euro". */
export const currencyOptions: readonly { readonly value: string; readonly label: string }[] = [
  ...COMMON,
  ...Intl.supportedValuesOf('currency').filter((code) => !COMMON.includes(code)),
].map((code) => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }));
