// Expands the calendars of a folder between two days: a line of JSON for each, with its events. Time zones are those that
// each file describes.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [library, folder, first, last] = process.argv.slice(2);
const { default: ICAL } = await import(pathToFileURL(library));
const [from, to] = [first, last].map((day) => new Date(`${day}T00:00:00Z`));

const told = (time) => time.isDate ? time.toString() : time.toJSDate().toISOString().replace(".000", "");

for (const name of readdirSync(folder).filter((name) => name.endsWith(".ics")).sort()) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(join(folder, name), "utf8")));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) {
    ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  }
  const rows = [];
  for (const part of calendar.getAllSubcomponents("vevent")) {
    const event = new ICAL.Event(part);
    const take = (start, end) => {
      if (start.toJSDate() >= from && start.toJSDate() < to) rows.push([event.summary, told(start), told(end)]);
    };
    if (!event.isRecurring()) {
      take(event.startDate, event.endDate);
      continue;
    }
    const days = event.iterator();
    for (let next = days.next(); next && next.toJSDate() < to; next = days.next()) {
      const { startDate, endDate } = event.getOccurrenceDetails(next);
      take(startDate, endDate);
    }
  }
  console.log(JSON.stringify(rows.sort()));
}
