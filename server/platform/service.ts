/** A long-lived part of a process. Services start in list order and drain in reverse. */
export interface Service {
  readonly name: string;
  /** Resolves when the service is ready for work; rejects to stop the start. */
  start(): Promise<void>;
  /** Stops taking work, finishes what is under way, and resolves; must not reject, and must be safe before start. */
  drain(): Promise<void>;
}
