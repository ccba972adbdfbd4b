/** Of tamada as a whole; a test compares it with package.json. A constant, because a bundle of one file has no package.json. */
export const version = '0.1.0';
