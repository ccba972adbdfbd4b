import { Metadata } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import type { ErrorDetail } from '@tamada/core/errors';
import { clipDetail } from './clip.ts';
import { statusTable } from './table.ts';

/** Metadata key of the detail, as JSON. */
export const detailKey = 'tamada-error-bin';

/** An error as it travels: the code's gRPC status, the code as message, the detail in the metadata. */
export function toStatus(detail: ErrorDetail): ServiceError {
  const metadata = new Metadata();
  metadata.set(detailKey, Buffer.from(JSON.stringify(clipDetail(detail)), 'utf8'));
  return Object.assign(new Error(detail.code), { code: statusTable[detail.code].status, details: detail.code, metadata });
}
