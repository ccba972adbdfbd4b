import { Metadata } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import type { ErrorDetail } from '@tamada/core/errors';
import { statusTable } from './table.ts';

/** Metadata key of the detail, as JSON. */
export const detailKey = 'tamada-error-bin';

/** An error as it travels: the code's gRPC status, the code as message, the detail in the metadata. */
export function toStatus(detail: ErrorDetail): ServiceError {
  const metadata = new Metadata();
  metadata.set(detailKey, Buffer.from(JSON.stringify(clipDetail(detail)), 'utf8'));
  return Object.assign(new Error(detail.code), { code: statusTable[detail.code].status, details: detail.code, metadata });
}

/** HTTP/2 peers take some 64 KiB of headers in all; a detail that does not fit would be lost whole. */
const longestText = 8_000;
const mostItems = 20;
const roomBytes = 24_000;

/** Shortens what is too long to travel; the code and all small fields stay as they are. */
function clipDetail(detail: ErrorDetail): ErrorDetail {
  for (let length = longestText; length > 10; length = Math.floor(length / 2)) {
    const clipped = clip(detail, length) as ErrorDetail;
    if (Buffer.byteLength(JSON.stringify(clipped)) <= roomBytes) return clipped;
  }
  return { code: 'internal', problem: `the details of ${detail.code} are too long to send` };
}

function clip(value: unknown, length: number): unknown {
  if (typeof value === 'string') return value.length <= length ? value : `${value.slice(0, length)} …`;
  if (Array.isArray(value)) return value.slice(0, mostItems).map((item) => clip(item, length));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, clip(item, length)]));
  }
  return value;
}
