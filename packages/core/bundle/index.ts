export { fillSlots, holdsSlot, localSlots, slot, slotFormats, slotNames } from './slot.ts';
export type { SlotFormat } from './slot.ts';
export type { Bundle, BundleDirectory, BundleFile, BundleUnit, Owner, SecretValues } from './types.ts';
