/** A successful write: the data, and a sentence for a person. */
export function said<Data>(data: Data, message: string) {
  return { data, meta: { message } };
}
