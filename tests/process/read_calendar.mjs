// Reads a calendar on standard input with ical.js and prints what it holds as JSON. Argument: the folder of ical.js.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const loaded = createRequire(`${process.argv[2]}/`)("ical.js");
const ICAL = loaded.default ?? loaded;
const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const events = calendar.getAllSubcomponents("vevent").map((part) => {
  const event = new ICAL.Event(part);
  if (!event.startDate.isDate || !event.endDate.isDate) throw new Error(`${event.uid} has a time of day`);
  return {
    uid: event.uid,
    day: event.startDate.toString(),
    end: event.endDate.toString(),
    summary: event.summary,
    description: event.description,
    sequence: event.sequence,
    status: part.getFirstPropertyValue("status"),
  };
});
process.stdout.write(JSON.stringify(events));
