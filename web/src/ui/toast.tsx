/** How long an undo is offered. */
export const UNDO_MS = 8000;
const SUCCESS_MS = 4000;
const NEWS_MS = 10_000;

/** A button of a message. */
export interface ToastAction {
  readonly label: string;
  readonly run: () => void;
}

let count = 0;

/** The part that shows messages comes with the page, but not before it. */
async function messages() {
  const { messages, placed } = await import('./toasts.tsx');
  await placed;
  return messages;
}

/** Tells of something done; with `undo` it can be taken back for UNDO_MS. Returns the way to take the message away. */
export function notify(title: string, undo?: () => void): () => void {
  const timeout = undo ? UNDO_MS : SUCCESS_MS;
  return show({ title, timeout, type: 'success' }, undo && { label: 'Undo', run: undo });
}

/** Tells of something that failed; it stays until it is closed. `detail` says what to do next, `action` helps with it. */
export function notifyError(title: string, detail?: string, action?: ToastAction): void {
  show({ title, description: detail, timeout: 0, type: 'error', priority: 'high' }, action);
}

interface NewsMessage {
  /** The same id again replaces the words of the message that has it. */
  readonly id: string;
  readonly title: string;
  readonly detail: string;
  readonly action?: ToastAction | undefined;
  /** Called when it has left the screen. */
  readonly onGone: () => void;
}

/** Tells of something that happened by itself. Returns the way to take the message away. */
export function announce({ id, title, detail, action, onGone }: NewsMessage): () => void {
  return show({ id, title, description: detail, timeout: NEWS_MS, type: 'news', onClose: onGone }, action);
}

interface Message {
  readonly id?: string;
  readonly title: string;
  readonly description?: string | undefined;
  /** 0 stays. */
  readonly timeout: number;
  readonly type: 'success' | 'error' | 'news';
  readonly priority?: 'high';
  readonly onClose?: () => void;
}

function show(message: Message, action: ToastAction | undefined): () => void {
  count += 1;
  const id = message.id ?? `message ${count}`;
  const close = () => void messages().then((manager) => manager.close(id));
  const onClick = () => {
    close();
    action?.run();
  };
  const button = action && { actionProps: { children: action.label, onClick } };
  void messages().then((manager) => manager.add({ ...message, ...button, id }));
  return close;
}
