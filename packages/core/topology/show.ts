import { Document, isCollection, isMap, isScalar, parse, YAMLMap, YAMLSeq } from 'yaml';
import type { Path } from './rules/rule.ts';
import type { Topology } from './types.ts';
import { writtenForm } from './written.ts';

/** A topology with nothing left out: as YAML that parses to the same, and the paths whose values nobody wrote. */
export interface ShownTopology {
  readonly yaml: string;
  readonly defaults: readonly string[];
}

/** `text` is the file that the topology was parsed from. */
export function showTopology(topology: Topology, text: string): ShownTopology {
  const document = new Document(writtenForm(topology));
  const raw: unknown = parse(text);
  const defaults = leaves(document.contents, []).filter(({ path }) => !isWritten(raw, path));
  for (const { node } of defaults) node.comment = ' default';
  return { yaml: document.toString({ lineWidth: 0 }).trimEnd(), defaults: defaults.map(({ path }) => path.join('.')) };
}

interface Leaf {
  readonly path: Path;
  readonly node: { comment?: string | null | undefined };
}

/** Everything that is a default as a whole or not at all; lists and what is always written in full become one line. */
function leaves(node: unknown, path: Path): readonly Leaf[] {
  if (isMap(node) && node.items.length > 0) {
    if (path.length === 2 && path[0] === 'nodes') node.flow = true;
    return node.items.flatMap((pair) => leaves(pair.value, [...path, String(pair.key)]));
  }
  if (node instanceof YAMLSeq || node instanceof YAMLMap) node.flow = path.at(-1) !== 'hba' || node.items.length === 0;
  return isCollection(node) || isScalar(node) ? [{ path, node }] : [];
}

function isWritten(raw: unknown, path: Path): boolean {
  let value = raw;
  for (const step of path) {
    if (typeof value === 'string') return step === 'address';
    if (typeof value !== 'object' || value === null) return false;
    value = (value as Record<string, unknown>)[step];
  }
  return value !== undefined && value !== null;
}

/** The topology as JSON text: equal topologies give equal texts, whatever the order of parameters in the file. */
export function topologyJson(topology: Topology): string {
  const parameters = Object.fromEntries(Object.entries(topology.postgres.parameters).sort(([one], [other]) => (one < other ? -1 : 1)));
  return JSON.stringify({ ...topology, postgres: { ...topology.postgres, parameters } }, null, 2);
}
