import * as z from 'zod';

/** `vrrp` is IP protocol 112, which has no ports: its port is 0. */
const portProtocolSchema = z.enum(['tcp', 'udp', 'vrrp']);
export type PortProtocol = z.infer<typeof portProtocolSchema>;

const portStateSchema = z.object({
  port: z.number(),
  protocol: portProtocolSchema,
  /** `ours`: held by a program that tamada runs on this node. */
  state: z.enum(['free', 'ours', 'taken']),
  /** Process name, empty where unknown. */
  holder: z.string(),
});
export type PortState = Readonly<z.infer<typeof portStateSchema>>;
export const portStatesSchema = z.array(portStateSchema);

/** What an agent found on its node. Sizes in bytes, fsync in milliseconds (median). */
export const surveySchema = z.object({
  ports: portStatesSchema,
  disks: z.array(z.object({ path: z.string(), totalBytes: z.number(), freeBytes: z.number(), fsyncMs: z.number() })),
  dataDirectory: z.enum(['none', 'absent', 'empty', 'established', 'claimed', 'foreign']),
  users: z.array(z.object({ name: z.string(), present: z.boolean() })),
  locales: z.array(z.object({ name: z.string(), present: z.boolean() })),
  /** Empty strings: not installed, not to be had. */
  packages: z.array(z.object({ name: z.string(), version: z.string(), candidate: z.string() })),
  clock: z.enum(['synchronised', 'unsynchronised', 'unknown']),
  watchdog: z.enum(['present', 'absent', 'inaccessible']),
  selinux: z.enum(['enforcing', 'permissive', 'disabled', 'absent']),
  firewalls: z.array(z.string()),
  systemdRunning: z.boolean(),
  /** IPv4, on all interfaces but loopback. */
  addresses: z.array(z.string()),
});
export type Survey = Readonly<z.infer<typeof surveySchema>>;

/** One try to reach a peer. Round-trip time in milliseconds. */
export const probeResultSchema = z.object({
  /** `arp` asks the segment whether anybody answers for the address; its port is 0, its node empty. */
  target: z.object({ node: z.string(), address: z.string(), port: z.number(), protocol: z.enum([...portProtocolSchema.options, 'arp']) }),
  reachable: z.boolean(),
  rttMs: z.number(),
  /** Empty for `arp` where nobody answers: that is an answer. */
  problem: z.string(),
  /** For `arp`: the hardware address that answers. */
  by: z.string(),
});
export type ProbeResult = Readonly<z.infer<typeof probeResultSchema>>;

/** A judgement of preflight. `node` is null where it is about the cluster. */
export interface Finding {
  readonly name: string;
  readonly node: string | null;
  readonly level: 'pass' | 'warn' | 'fail';
  readonly reason: string;
  /** What the operator can do; empty for a pass. */
  readonly remedy: string;
  /** The operator demoted it by `--ignore`. */
  readonly ignored: boolean;
}
