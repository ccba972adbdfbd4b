const day = '(Mon|Tue|Wed|Thu|Fri|Sat|Sun)';
const list = (one: string): string => `(\\*|${one}(\\.\\.${one})?(,${one}(\\.\\.${one})?)*)(/[1-9][0-9]?)?`;
const month = '(0?[1-9]|1[0-2])';
const dayOfMonth = '(0?[1-9]|[12][0-9]|3[01])';
const hour = '([01]?[0-9]|2[0-3])';
const minute = '[0-5]?[0-9]';

/** The part of systemd's OnCalendar that needs no second look: days of the week, a date without a year, a time; or one word. */
export const calendarPattern = new RegExp(
  `^(never|minutely|hourly|daily|weekly|monthly|(${day}((\\.\\.|,)${day})* )?(\\*-${list(month)}-${list(dayOfMonth)} )?${list(hour)}:${list(minute)}(:${list(minute)})?)$`,
);
