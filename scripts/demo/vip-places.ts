import type { Datacenter } from '../lab/index.ts';

/** The virtual addresses of cluster.yaml. */
export const vips = { a1: '10.10.1.3', a2: '10.10.2.3' } as const satisfies Partial<Record<Datacenter, string>>;
export type VipPlace = keyof typeof vips;
export const vipPlaces: readonly VipPlace[] = ['a1', 'a2'];
