export { yamlExcess } from './limits.ts';
export { quoteJson } from './quote.ts';
