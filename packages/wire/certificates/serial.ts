import { randomBytes } from 'node:crypto';

/** 127 random bits: positive in DER, and never the same twice. */
export function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes.writeUInt8((bytes.readUInt8(0) & 0x7f) | 0x40, 0);
  return bytes.toString('hex');
}
