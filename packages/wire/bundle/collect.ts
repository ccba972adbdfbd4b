import type { Bundle, BundleDirectory, BundleFile, BundleUnit, Owner } from '@tamada/core/bundle';
import { TamadaError } from '@tamada/core/errors';
import type { Program } from '@tamada/core/facts';
import { programs } from '@tamada/core/facts';
import { bundleLimitBytes } from '../service/transport.ts';
import type { BundleCargo, BundlePart } from './send.ts';

/** What a part costs besides its texts, so that empty parts have a limit too. */
const partBytes = 1024;

/** Receives a bundle; `bundle_truncated`, `bundle_oversized` or `bundle_corrupt` before anything else has looked at it. */
export async function collectBundle(
  stream: AsyncIterable<BundlePart>,
  digestOf: (bundle: Bundle) => string,
  limitBytes = bundleLimitBytes,
): Promise<BundleCargo> {
  const directories: BundleDirectory[] = [];
  const files: BundleFile[] = [];
  const units: BundleUnit[] = [];
  const secrets = new Map<string, string>();
  let header: NonNullable<BundlePart['header']> | null = null;
  let expected: number | null = null;
  let count = 0;
  let bytes = 0;
  let lastWasFile = false;
  for await (const part of stream) {
    if (expected !== null) throw corrupt('it goes on after its end');
    if (part.end) {
      expected = part.end.parts;
      continue;
    }
    bytes += partBytes + textBytes(part);
    if (bytes > limitBytes) throw new TamadaError({ code: 'bundle_oversized', limitBytes });
    if (part.header) {
      if (count > 0) throw corrupt('its header is not the first part');
      header = part.header;
    } else if (part.directory) directories.push({ ...part.directory, program: owner(part.directory.program) });
    else if (part.file) files.push({ ...part.file, program: owner(part.file.program) });
    else if (part.unit) units.push({ ...part.unit, program: owner(part.unit.program) });
    else if (part.secret) secrets.set(part.secret.name, part.secret.value);
    else if (part.more) goOn(files, lastWasFile, part.more.content);
    else throw corrupt('it has a part of a kind that this agent does not know');
    lastWasFile = Boolean(part.file ?? part.more);
    count += 1;
  }
  if (expected === null || count < expected) throw new TamadaError({ code: 'bundle_truncated', got: count, expected });
  if (count > expected) throw corrupt(`it has ${String(count)} parts and says ${String(expected)}`);
  if (header === null) throw corrupt('it has no header');
  const { cluster, node, generation, digest } = header;
  const bundle: Bundle = { cluster, node, generation, directories, files, units };
  if (digestOf(bundle) !== digest) throw corrupt('its content does not match its digest');
  const trial = header.confirmWithinMs > 0 ? { confirmWithinMs: header.confirmWithinMs } : {};
  return { bundle, secrets: Object.fromEntries(secrets), start: header.start.map(program), digest, ...trial };
}

function goOn(files: BundleFile[], lastWasFile: boolean, content: string): void {
  const file = files.pop();
  if (!lastWasFile || file === undefined) throw corrupt('a piece of a file comes without its file');
  files.push({ ...file, content: file.content + content });
}

function owner(name: string): Owner {
  return name === 'tamada' ? name : program(name);
}

function program(name: string): Program {
  const known = programs.find((candidate) => candidate === name);
  if (known === undefined) throw corrupt(`${name} is not a program that this agent knows`);
  return known;
}

function textBytes(part: BundlePart): number {
  const { header, directory, file, unit, secret, more } = part;
  const texts = [
    header?.start.join() ?? '',
    directory?.path ?? '',
    file?.path ?? '',
    file?.content ?? '',
    more?.content ?? '',
    unit?.name ?? '',
  ];
  return [...texts, secret?.name ?? '', secret?.value ?? ''].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
}

function corrupt(problem: string): TamadaError<'bundle_corrupt'> {
  return new TamadaError({ code: 'bundle_corrupt', problem });
}
