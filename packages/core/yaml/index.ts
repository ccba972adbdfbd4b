export { yamlExcess } from './limits.ts';
