import type { Readable, Writable } from 'node:stream';
import { program } from '../program.ts';
import { magic, PieceReader, printFrame } from './frames.ts';
import type { AnyOperation } from './host.ts';
import { operations } from './operations.ts';

/** What both sides must be the same in, as the real one says it. */
export function compatibility(): string {
  return `PG_MAJORVERSION=${program.major}\nedition=vanilla\nSIZEOF_VOID_P=8\n`;
}

/** The other side: says its version, then does what it is asked until its input ends. Several operations may run at once. */
export async function serve(input: Readable, output: Writable): Promise<void> {
  output.write(magic);
  output.write(printFrame({ head: { protocol: program.protocol, compatibility: compatibility() }, bytes: Buffer.alloc(0) }));
  const reader = new PieceReader(input);
  for (let frame = await reader.frame(); frame !== null; frame = await reader.frame()) {
    const { head, bytes } = frame;
    void answer(String(head.operation), head.wish, bytes).then((answered) =>
      output.write(printFrame({ head: { ...answered.head, id: head.id }, bytes: answered.bytes })),
    );
  }
}

async function answer(name: string, wish: unknown, bytes: Buffer): Promise<{ head: Record<string, unknown>; bytes: Buffer }> {
  const none = Buffer.alloc(0);
  const operation = Object.hasOwn(operations, name) ? (operations as unknown as Readonly<Record<string, AnyOperation>>)[name] : undefined;
  if (operation === undefined) return { head: { error: { message: `unknown operation ${name}` } }, bytes: none };
  try {
    const { bytes: payload = none, ...fields } = (await operation(wish, bytes)) as { bytes?: Buffer };
    return { head: { answer: fields }, bytes: payload };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { head: { error: { code, message } }, bytes: none };
  }
}
