export { own } from './own.ts';
export { plainLine, plainText } from './plain-text.ts';
