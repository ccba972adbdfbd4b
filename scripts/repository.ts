import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top of the source tree. */
export const repository: string = dirname(dirname(fileURLToPath(import.meta.url)));
