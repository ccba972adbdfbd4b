import * as z from 'zod';
import { platforms } from '../facts/index.ts';

/** The one file that a server needs to become a node: made by `tamada enroll`, read by `tamada-agent install`. Holds a private key. */
export const enrollmentSchema = z.object({
  format: z.literal(1),
  cluster: z.string(),
  node: z.string(),
  /** The text of /etc/tamada/agent.yaml for each platform: which one the server is, only the server knows. */
  agentConfig: z.record(z.enum(platforms), z.string()),
  /** PEM. */
  authority: z.string(),
  certificate: z.string(),
  key: z.string(),
  /** ISO 8601. */
  madeAt: z.string(),
});
export type Enrollment = Readonly<z.infer<typeof enrollmentSchema>>;
