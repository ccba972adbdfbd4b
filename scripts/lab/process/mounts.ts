import { readFileSync } from 'node:fs';

/** Mount points in the order in which they were mounted; one that was mounted over appears twice. */
export function mountPoints(): readonly string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => unescapeOctal(line.split(' ')[4] ?? ''));
}

function unescapeOctal(path: string): string {
  return path.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
}
