/** One thing that is generated from one source. */
export interface Generator {
  readonly name: string;
  /** The committed file or folder, relative to the repository. A generated folder holds nothing else. */
  readonly output: string;
  /** Writes that file or folder at the given absolute path, whose parent exists. */
  readonly generate: (target: string) => Promise<void>;
}
