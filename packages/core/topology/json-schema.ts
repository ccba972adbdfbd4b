import * as z from 'zod';
import { topologySchema } from './schema.ts';

/** The JSON Schema of `cluster.yaml`, for editors. */
export function topologyJsonSchema(): object {
  return z.toJSONSchema(topologySchema, { io: 'input', target: 'draft-7' });
}
