/** What may stand in a message of one's own, and what it becomes. */
export const placeholders = ['symbol', 'name', 'price', 'threshold', 'change_pct', 'time', 'list', 'note'] as const;
export type Placeholder = (typeof placeholders)[number];

/** The message as it would read; what is not known stays as it is typed. */
export function previewOf(message: string, values: { readonly [P in Placeholder]?: string }): string {
  return message.replace(/\{\{\s*(\w+)\s*\}\}/g, (typed, name: string) => values[name as Placeholder] ?? typed);
}
