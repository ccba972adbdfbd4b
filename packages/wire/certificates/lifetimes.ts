const dayMs = 24 * 60 * 60 * 1000;

/** Replacing the authority means enrolling every node again, so it outlives the hardware. */
const authorityDays = 3650;

/** Short enough that a lost key ends by itself, long enough for one renewal in a year's maintenance; `status` warns 60 days ahead. */
const leafDays = 365;

/** A host whose clock is hours behind must still let us in, so that preflight can say what is wrong. Nothing is lost by a day more. */
const skewMs = dayMs;

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

export function authorityValidity(nowMs: number): Validity {
  return validity(nowMs, authorityDays);
}

export function leafValidity(nowMs: number, days = leafDays): Validity {
  return validity(nowMs, days);
}

function validity(nowMs: number, days: number): Validity {
  return { notBefore: new Date(nowMs - skewMs), notAfter: new Date(nowMs + days * dayMs) };
}
