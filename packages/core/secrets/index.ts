export { parseSecrets, writeSecrets } from './file.ts';
export { drainedSlot, fillSlots, holdsSlot, literalParts, localFiles, localSlots, slot, slotNames, writtenForms } from './slot.ts';
export type { SecretValues } from './slot.ts';
export { privateName, sshPublicKey } from './ssh-key.ts';
export { secretProblem } from './value.ts';
export type { SecretKind } from './value.ts';
