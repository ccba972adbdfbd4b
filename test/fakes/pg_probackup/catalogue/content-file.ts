/** `backup_content.control`: one JSON object a line, its values strings, as the real one writes it. */
export interface ContentEntry {
  /** Relative to the data directory. */
  readonly path: string;
  /** Bytes in the backup; -1: unchanged, look into the parent. */
  readonly size: number;
  readonly mode: number;
  readonly dataFile: boolean;
  readonly crc: number;
  readonly compressed: boolean;
  /** Of a data file: how many pages it has. */
  readonly blocks: number | null;
  /** Of a symbolic link (a tablespace): where it leads. */
  readonly linked: string | null;
}

const kindMask = 0o170000;
const folderKind = 0o040000;

export function isFolder({ mode }: { readonly mode: number }): boolean {
  return (mode & kindMask) === folderKind;
}

export function printContent(entries: readonly ContentEntry[]): string {
  return entries.map((entry) => `${line(entry)}\n`).join('');
}

function line({ path, size, mode, dataFile, crc, compressed, blocks, linked }: ContentEntry): string {
  const database = /^(?:base|pg_tblspc\/\d+\/[^/]+)\/(\d+)\//.exec(path)?.[1] ?? '0';
  const segment = dataFile ? (/\.(\d+)$/.exec(path)?.[1] ?? '0') : '0';
  const fields: readonly (readonly [string, string | number])[] = [
    ['path', path],
    ['size', size],
    ['mode', mode],
    ['is_datafile', dataFile ? 1 : 0],
    ['is_cfs', 0],
    ['crc', crc],
    ['compress_alg', compressed ? 'zlib' : 'none'],
    ['external_dir_num', 0],
    ['dbOid', database],
  ];
  const more: (readonly [string, string | number])[] = [];
  if (dataFile) more.push(['segno', segment]);
  if (linked !== null) more.push(['linked', linked]);
  if (blocks !== null) more.push(['n_blocks', blocks]);
  const print = ([name, value]: readonly [string, string | number]): string => `${JSON.stringify(name)}:${JSON.stringify(String(value))}`;
  const [first = '', ...others] = fields.map(print);
  return `{${[first, ...others].join(', ')}${more.map((field) => `,${print(field)}`).join('')}}`;
}

export function parseContent(text: string): readonly ContentEntry[] {
  return text
    .split('\n')
    .filter((row) => row !== '')
    .map((row) => {
      const fields = JSON.parse(row) as Record<string, string>;
      return {
        path: fields.path ?? '',
        size: Number(fields.size),
        mode: Number(fields.mode),
        dataFile: fields.is_datafile === '1',
        crc: Number(fields.crc),
        compressed: fields.compress_alg === 'zlib',
        blocks: fields.n_blocks === undefined ? null : Number(fields.n_blocks),
        linked: fields.linked ?? null,
      };
    });
}
