import type { Memory } from './judge.ts';

/** Reads a remembered answer; anything that is none, or not whole, is no memory. */
export function parseMemory(text: string | null): Memory | null {
  if (text === null) return null;
  try {
    const value = JSON.parse(text) as Partial<Memory> | null;
    if (value === null || typeof value !== 'object') return null;
    const { boot, said, atMs, sinceMs } = value;
    if (typeof boot !== 'string' || (said !== 'yes' && said !== 'no') || typeof atMs !== 'number' || typeof sinceMs !== 'number')
      return null;
    return { boot, said, atMs, sinceMs };
  } catch {
    return null;
  }
}

export function writeMemory(memory: Memory): string {
  return `${JSON.stringify(memory)}\n`;
}
