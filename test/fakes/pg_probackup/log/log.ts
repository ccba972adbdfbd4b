import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeAll } from './write-all.ts';

export const levels = ['verbose', 'log', 'info', 'warning', 'error', 'off'] as const;
export type Level = (typeof levels)[number];
export const formats = ['plain', 'json'] as const;

/** The command has said what went wrong; what is left is exit code 1. */
export class Failed extends Error {}

export interface LogSettings {
  console: Level;
  consoleFormat: (typeof formats)[number];
  /** Lines of archive commands that work over ssh begin with time and process. */
  stamped: boolean;
  file: { readonly level: Level; readonly format: (typeof formats)[number]; readonly folder: string; readonly name: string } | null;
  errorFile: string | null;
}

/** Log lines as the real one writes them: all of them to stderr, `LEVEL: text` or one JSON object each. */
export class Log {
  readonly settings: LogSettings = { console: 'info', consoleFormat: 'plain', stamped: false, file: null, errorFile: null };
  private readonly write: (text: string) => void;

  constructor(write: (text: string) => void = (text) => writeAll(2, text)) {
    this.write = write;
  }

  log(text: string): void {
    this.line('log', text);
  }
  info(text: string): void {
    this.line('info', text);
  }
  warning(text: string): void {
    this.line('warning', text);
  }
  error(text: string): void {
    this.line('error', text);
  }
  fail(text: string): never {
    this.error(text);
    throw new Failed(text);
  }
  /** As the code says it that the real one borrowed from PostgreSQL: plain, whatever the format. */
  borrowed(text: string): void {
    this.write(`${text}\n`);
  }

  private line(level: Level, text: string): void {
    const { console, consoleFormat, file, errorFile } = this.settings;
    if (reaches(level, console)) this.write(this.formatted(level, text, consoleFormat));
    if (file !== null && reaches(level, file.level)) appendLine(file.folder, file.name, this.formatted(level, text, file.format));
    if (file !== null && errorFile !== null && level === 'error')
      appendLine(file.folder, errorFile, this.formatted(level, text, file.format));
  }

  private formatted(level: Level, text: string, format: (typeof formats)[number]): string {
    const ts = `${new Date().toISOString().slice(0, 19).replace('T', ' ')} UTC`;
    const name = level.toUpperCase();
    if (format === 'plain') return `${this.settings.stamped ? `${ts} [${process.pid}]: [1-1]: ` : ''}${name}: ${text}\n`;
    const fields = [ts, String(process.pid), name, text, '[1-1]'].map((field) => JSON.stringify(field));
    return `{"ts": ${fields[0]},"pid": ${fields[1]},"level": ${fields[2]},"msg": ${fields[3]},"my_thread_num": ${fields[4]}}\n`;
  }
}

function reaches(level: Level, least: Level): boolean {
  return levels.indexOf(level) >= levels.indexOf(least);
}

function appendLine(folder: string, name: string, line: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  appendFileSync(join(folder, name), line);
}
