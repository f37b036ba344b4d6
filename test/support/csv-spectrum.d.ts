declare module 'csv-spectrum' {
  /** Hands over each case: a file, and what it holds as JSON. */
  export default function spectrum(
    done: (
      error: Error | null,
      cases: readonly { readonly name: string; readonly csv: Buffer; readonly json: Buffer }[],
    ) => void,
  ): void;
}
