/** A frozen set of layers, one for each tree, on top of its parent's or of the base tree. */
export interface Checkpoint {
  readonly name: string;
  /** The caller's digest of what it was made from. */
  readonly key: string;
  readonly parent: string | null;
  /** The key of the base tree below it all. */
  readonly base: string;
  readonly at: string;
}

/** The checkpoint and those below it, topmost first. Null when one of them is missing. */
export function lineage(checkpoints: readonly Checkpoint[], name: string | null): readonly Checkpoint[] | null {
  if (name === null) return [];
  const found = checkpoints.find((each) => each.name === name);
  const below = found && lineage(checkpoints, found.parent);
  return found && below ? [found, ...below] : null;
}

/** The checkpoints that stand on this one, directly or not, topmost first: they go before it does. */
export function dependents(checkpoints: readonly Checkpoint[], name: string): readonly Checkpoint[] {
  return checkpoints.filter(({ parent }) => parent === name).flatMap((child) => [...dependents(checkpoints, child.name), child]);
}

/** Options of an overlay mount, its lower layers topmost first. With redirect_dir a folder of a lower layer can be renamed. */
export function overlayOptions(lower: readonly string[], upper: string, work: string): string {
  return `lowerdir=${lower.join(':')},upperdir=${upper},workdir=${work},redirect_dir=on`;
}
