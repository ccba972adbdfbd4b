export { parseSecrets, writeSecrets } from './file.ts';
export { secretProblem } from './value.ts';
