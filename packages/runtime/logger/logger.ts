export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Facts beside the static message. Never holds secrets. */
export type LogContext = Readonly<Record<string, unknown>>;

/** One line per event: a static message, everything that varies in the context. */
export interface Logger {
  readonly debug: (message: string, context?: LogContext) => void;
  readonly info: (message: string, context?: LogContext) => void;
  readonly warn: (message: string, context?: LogContext) => void;
  readonly error: (message: string, context?: LogContext) => void;
  /** The same logger with context that is on every line. */
  readonly with: (context: LogContext) => Logger;
}
