import { quoteJson } from '../yaml/index.ts';

/** Values for the slots, by name. Travel beside the bundle, never in it. */
export type SecretValues = Readonly<Record<string, string>>;

/** How a value is quoted where its slot stands. `raw` is for whole files such as PEM. */
export const slotFormats = ['raw', 'json', 'yaml', 'pgpass'] as const;
export type SlotFormat = (typeof slotFormats)[number];

/** Slots whose value the agent takes from its own certificate store, not from the coordinator; slot to file in that store. */
export const localFiles: Readonly<Record<string, string>> = {
  'tls.authority': 'authority.crt',
  'tls.consul.certificate': 'consul.crt',
  'tls.consul.key': 'consul.key',
  'tls.postgres.certificate': 'postgres.crt',
  'tls.postgres.key': 'postgres.key',
  'tls.patroni.certificate': 'patroni.crt',
  'tls.patroni.key': 'patroni.key',
  'tls.backup.certificate': 'backup.crt',
  'tls.backup.key': 'backup.key',
};

/** `true` while the host is drained, else `false`: the agent knows. */
export const drainedSlot = 'node.drained';

/** Slots that the agent fills by itself. */
export const localSlots: readonly string[] = [...Object.keys(localFiles), drainedSlot];

const pattern = /@\{slot:(raw|json|yaml|pgpass):([a-z0-9_.-]+)\}/g;

/** The text that stands in a file for a secret: `@{slot:yaml:postgres_superuser}`. */
export function slot(format: SlotFormat, name: string): string {
  return `@{slot:${format}:${name}}`;
}

/** Names of all secrets that a text needs, each once. */
export function slotNames(text: string): readonly string[] {
  return [...new Set([...text.matchAll(pattern)].map((match) => match[2] ?? ''))];
}

/** Fills every slot; `value` throws for a name that it does not know. */
export function fillSlots(text: string, value: (name: string) => string): string {
  return text.replaceAll(pattern, (_whole, format: SlotFormat, name: string) => quote(format, value(name)));
}

/** The parts of a text around its slots: one more than there are slots. */
export function literalParts(text: string): readonly string[] {
  const parts: string[] = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    parts.push(text.slice(from, match.index));
    from = match.index + match[0].length;
  }
  return [...parts, text.slice(from)];
}

/** A value in every way in which a slot may write it, without the quotes around it; each once. */
export function writtenForms(value: string): ReadonlySet<string> {
  return new Set([value, quoteJson(value).slice(1, -1), JSON.stringify(value).slice(1, -1), quote('pgpass', value)]);
}

/** Whether a value from outside would be read as a slot. */
export function holdsSlot(text: string): boolean {
  return text.includes('@{slot:');
}

function quote(format: SlotFormat, value: string): string {
  switch (format) {
    case 'raw':
      return value;
    case 'json':
    case 'yaml':
      return quoteJson(value);
    case 'pgpass':
      return value.replaceAll('\\', '\\\\').replaceAll(':', '\\:');
  }
}
