/** What keepalived can ask: who is preferred (weight), and who may hold a VIP at all (fault). */
export const subjects = ['leader', 'haproxy'] as const;
export type Subject = (typeof subjects)[number];

/** One question to a program of this host, over HTTP on IPv4. Times in milliseconds. */
export interface Question {
  readonly address: string;
  readonly port: number;
  readonly method: string;
  readonly path: string;
  /** For connecting, asking and the answer's first line together. */
  readonly timeoutMs: number;
  /** How long an earlier answer counts while there is none. */
  readonly holdMs: number;
}

/** The content of /etc/tamada/check.json; rendered by packages/core/bundle, which has its schema. */
export interface CheckConfig {
  readonly stateDirectory: string;
  readonly leader: Question;
  readonly haproxy: Question;
}

/** Reads a configuration; a text that is none comes back as what is wrong with it. */
export function parseConfig(text: string): CheckConfig | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'is not JSON';
  }
  if (!isObject(value)) return 'is not an object';
  const { stateDirectory, leader, haproxy } = value;
  if (typeof stateDirectory !== 'string' || !stateDirectory.startsWith('/')) return 'stateDirectory: an absolute path is needed';
  const questions = { leader: parseQuestion('leader', leader), haproxy: parseQuestion('haproxy', haproxy) };
  if (typeof questions.leader === 'string') return questions.leader;
  if (typeof questions.haproxy === 'string') return questions.haproxy;
  return { stateDirectory, leader: questions.leader, haproxy: questions.haproxy };
}

function parseQuestion(name: Subject, value: unknown): Question | string {
  if (!isObject(value)) return `${name}: is missing`;
  const { address, port, method, path, timeoutMs, holdMs } = value;
  if (!isAddress(address)) return `${name}.address: an IPv4 address is needed`;
  if (!isWithin(port, 1, 65_535)) return `${name}.port: a number from 1 to 65535 is needed`;
  if (method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS') return `${name}.method: GET, HEAD or OPTIONS is needed`;
  if (typeof path !== 'string' || !/^\/[\x21-\x7e]*$/.test(path)) return `${name}.path: a path that begins with / is needed`;
  if (!isWithin(timeoutMs, 1, 60_000)) return `${name}.timeoutMs: a number from 1 to 60000 is needed`;
  if (!isWithin(holdMs, 0, 600_000)) return `${name}.holdMs: a number from 0 to 600000 is needed`;
  return { address, port, method, path, timeoutMs, holdMs };
}

function isAddress(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    /^\d{1,3}(\.\d{1,3}){3}$/.test(value) &&
    value.split('.').every((part) => String(Number(part)) === part && Number(part) < 256)
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most && Math.floor(value) === value;
}
