export { absent } from './absent.ts';
export { own } from './own.ts';
export { plainLine, plainText } from './plain-text.ts';
