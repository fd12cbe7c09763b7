// Whether ical.js in its strict mode reads feeds, and finds all of their events.
//
//     NODE_PATH=…/node_modules node check_ics.js feed.ics…
//
// Ends with "N passed, M failed"; exits 1 if anything failed.

"use strict";

const { readFileSync } = require("node:fs");
const module_ = require("ical.js");

const ICAL = module_.default ?? module_;
ICAL.design.strict = true;

let passed = 0;
let failed = 0;

function check(good, message) {
  if (good) {
    passed += 1;
  } else {
    failed += 1;
    console.log(`FAILED: ${message}`);
  }
}

function checkFeed(path) {
  const text = readFileSync(path, "utf8");
  const calendar = new ICAL.Component(ICAL.parse(text));
  const events = calendar.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
  const written = text.split("BEGIN:VEVENT\r\n").length - 1;
  check(events.length === written, `${path}: ${events.length} events of ${written}`);
  for (const event of events) {
    const whole = event.uid && event.summary && event.startDate && event.endDate;
    check(whole, `${path}: ${event.uid} ${event.summary} ${event.startDate}`);
    if (event.isRecurring()) {
      check(event.iterator().next(), `${path}: ${event.uid} has no first time`);
    }
  }
}

for (const path of process.argv.slice(2)) {
  try {
    checkFeed(path);
  } catch (error) {
    check(false, `${path}: ${error.message}`);
  }
}
check(process.argv.length > 2, "no feed was given");
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
