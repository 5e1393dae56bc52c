// Reads an iCalendar file from standard input with ical.js, which Thunderbird reads calendars with, and prints its
// events as JSON: [{ uid, summary, description, day, allDay, alarms }].

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const modules = createRequire(join(process.env.RSA_SIGNER_PACKAGES, 'package.json'));
const { default: ICAL } = await import(pathToFileURL(modules.resolve('ical.js')));

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, 'utf8')));
const events = calendar.getAllSubcomponents('vevent').map((component) => {
  const { uid, summary, description, startDate } = new ICAL.Event(component, { strictExceptions: true });
  const alarms = component.getAllSubcomponents('valarm').length;
  return { uid, summary, description, day: startDate.toString(), allDay: startDate.isDate, alarms };
});
process.stdout.write(JSON.stringify(events));
