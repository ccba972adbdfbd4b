import { z } from 'zod';

/** The one file that a server needs to become a node: made by `tamada enroll`, read by `tamada-agent install`. Holds a private key. */
export const enrollmentSchema = z.object({
  format: z.literal(1),
  cluster: z.string(),
  node: z.string(),
  /** The text of /etc/tamada/agent.yaml. */
  agentConfig: z.string(),
  /** PEM. */
  authority: z.string(),
  certificate: z.string(),
  key: z.string(),
  /** ISO 8601. */
  madeAt: z.string(),
});
export type Enrollment = Readonly<z.infer<typeof enrollmentSchema>>;
