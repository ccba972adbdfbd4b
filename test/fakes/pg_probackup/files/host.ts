import { operations } from './operations.ts';
import type { Answer, OperationName, Wish } from './operations.ts';

/** A host's files: this one's, or those of one behind ssh. Errors have the `code` of Node's. */
export interface Host {
  readonly name: string | null;
  call<Name extends OperationName>(name: Name, wish: Wish<Name>, bytes?: Buffer): Promise<Answer<Name>>;
  close(): Promise<void>;
}

/** Each operation is called with what belongs to it; the table's type does not say so to the compiler. */
export type AnyOperation = (wish: unknown, bytes: Buffer) => Promise<unknown>;

export const thisHost: Host = {
  name: null,
  call: async <Name extends OperationName>(name: Name, wish: Wish<Name>, bytes = Buffer.alloc(0)) =>
    (await (operations[name] as AnyOperation)(wish, bytes)) as Answer<Name>,
  close: async () => undefined,
};
