/** Pages of data files: 8 KiB, with position and checksum in the header. */
export const pageBytes = 8192;

const baseOffsets = [
  ...[0x5b1f36e9, 0xb8525960, 0x02ab50aa, 0x1de66d2a, 0x79ff467a, 0x9bb9f8a3, 0x217e7cd2, 0x83e13d2c],
  ...[0xf8d4474f, 0xe39eb970, 0x42c6ae16, 0x993216fa, 0x7b093b5d, 0x98daff3c, 0xf718902a, 0x0b1c9cdb],
  ...[0xe58f764b, 0x187636bc, 0x5d7b3bb1, 0xe73de7de, 0x92bec979, 0xcca6c0b2, 0x304a0979, 0x85aa43d4],
  ...[0x783125bb, 0x6ca8eaa2, 0xe407eac6, 0x4b5cfc3e, 0x9fbf8c76, 0x15ca20be, 0xf2ca9fd3, 0x959bd756],
];
const prime = 16_777_619;

/** PostgreSQL's checksum of a page at a block number: 32 FNV sums side by side, the stored checksum taken as 0. */
export function pageChecksum(page: Buffer, block: number): number {
  const sums = Int32Array.from(baseOffsets);
  const mix = (at: number, value: number): void => {
    const mixed = (sums[at] ?? 0) ^ value;
    sums[at] = Math.imul(mixed, prime) ^ (mixed >>> 17);
  };
  const words = new Int32Array(page.buffer.slice(page.byteOffset, page.byteOffset + pageBytes));
  words[2] = (words[2] ?? 0) & ~0xffff;
  for (let at = 0; at < words.length; at++) mix(at & 31, words[at] ?? 0);
  for (let round = 0; round < 2; round++) for (let at = 0; at < 32; at++) mix(at, 0);
  const whole = (sums.reduce((all, sum) => all ^ sum, 0) ^ block) >>> 0;
  return (whole % 65_535) + 1;
}

export function storedChecksum(page: Buffer): number {
  return page.readUInt16LE(8);
}

export function pageLsn(page: Buffer): bigint {
  return (BigInt(page.readUInt32LE(0)) << 32n) | BigInt(page.readUInt32LE(4));
}

const zeros = Buffer.alloc(pageBytes);

/** A page that nobody wrote yet. */
export function isNewPage(page: Buffer): boolean {
  return page.readUInt16LE(14) === 0 && page.equals(zeros);
}

/** The main fork of a relation: base/DB/FILE, global/FILE and in a tablespace, without FSM, visibility map and init fork. */
export function isDataFile(path: string): boolean {
  return /^(?:base\/\d+|global|pg_tblspc\/\d+\/[^/]+\/\d+)\/\d+(?:\.\d+)?$/.test(path);
}

/** Block number of a file's first page in its relation: files hold 1 GiB each. */
export function firstBlock(path: string): number {
  return Number(/\.(\d+)$/.exec(path)?.[1] ?? 0) * 131_072;
}
