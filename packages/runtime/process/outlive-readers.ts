/** Whoever read our output has gone, or its disk is full: that ends no work. `gone` is told when it is stdout's reader. */
export function outliveReaders(gone: () => void = () => undefined): void {
  process.stdout.on('error', gone);
  process.stderr.on('error', () => undefined);
}
