// What the pages of a municipality show of a demonstration that is on another origin.
//
//     NODE_PATH=…/node_modules node check_hosts.js …/kooste [folder for pictures]
'use strict';

const fs = require('fs');
const path = require('path');
const { check, counted, running } = require('../foreign/running');
const { visitor, withBrowser } = require('./browser');
const { hosting } = require('./hosting');
const { NOW } = require('./kinds');

const MODULES = [
  'ical.js/build/ical.min.js', 'fullcalendar/index.global.min.js',
  '@fullcalendar/icalendar/index.global.min.js', '@fullcalendar/core/locales/fi.global.min.js',
];

function fullCalendar(feed) {
  const scripts = MODULES.map((name) => `<script src="/modules/${name}"></script>`).join('\n');
  return `<!doctype html><html lang="fi"><meta charset="utf-8"><title>Tapahtumat</title>
    ${scripts}<main id="calendar"></main><script>
    failures = [];
    calendar = new FullCalendar.Calendar(document.getElementById('calendar'), {
      locale: 'fi', initialView: 'dayGridMonth', initialDate: '2026-11-25',
      events: { url: '${feed}', format: 'ics', failure(error) { failures.push(String(error)); } },
    });
    calendar.render();
    </script></html>`;
}

// A calendar with its times one by one begins today.
const FROM = new Date('2026-11-25T00:00:00+02:00');
const UNTIL = new Date('2026-12-07T00:00:00+02:00');

// When the JSON says that something begins in the days that are left of the month it shows.
async function told(base) {
  const starts = [];
  let next = `${base}/api/v1/occurrences?municipality=Oulu&from=2026-11-25&to=2026-12-06&limit=500`;
  while (next) {
    const page = await (await fetch(next)).json();
    starts.push(...page.data.map((one) => one.start_time));
    next = page.meta.next;
  }
  return begun(starts);
}

// As times, in order; FullCalendar writes a whole day without an hour.
function begun(starts) {
  const times = starts.map((start) => new Date(start.length === 10 ? `${start}T00:00:00+02:00` : start));
  const within = times.filter((time) => time >= FROM && time < UNTIL);
  return within.map((time) => time.toISOString()).sort();
}

async function showsTheFeed(page, host, base, pictures) {
  await page.goto(`${host}/fullcalendar`);
  await page.waitForFunction(() => failures.length > 0 || calendar.getEvents().length > 0);
  const events = await page.evaluate(() => calendar.getEvents().map((e) => [e.title, e.startStr]));
  check((await page.evaluate(() => failures)).length === 0, 'FullCalendar fails');
  const shown = begun(events.map(([, start]) => start));
  const expected = await told(base);
  check(expected.length > 50, `only ${expected.length} times in a month`);
  check(shown.join() === expected.join(), `FullCalendar: ${shown.length} of ${expected.length} times`);
  if (pictures) await page.screenshot({ path: path.join(pictures, 'fullcalendar.png') });
}

const oneName = async (base) => (await (await fetch(`${base}/api/v1/occurrences?municipality=Oulu&ends_after=now&limit=1`)).json())
  .data[0].name.fi;

// The list of the web component, and the link that stands there where Kooste cannot be reached.
async function listsByItself(page, host, base, pictures) {
  await page.goto(`${host}/component`);
  await page.getByText(await oneName(base)).first().waitFor();
  const items = page.locator('#there').getByRole('listitem');
  const before = await items.count();
  check(before >= 5, `the component lists ${before} times`);
  if (pictures) await page.screenshot({ path: path.join(pictures, 'component.png') });
  await page.locator('#there').getByRole('button').click();
  await page.waitForFunction((n) => {
    const root = document.querySelector('#there').shadowRoot;
    return root.querySelectorAll('li').length > n;
  }, before);
}

async function fallsBack(browser, host) {
  const page = await (await browser.newContext()).newPage();
  await Promise.all([page.waitForEvent('requestfailed'), page.goto(`${host}/unreachable`)]);
  check(await page.getByText('Tapahtumat Oulussa').isVisible(), 'the link stays where nothing comes');
}

// The frame is as high as what is in it.
async function framesIt(page, host, base, pictures) {
  await page.goto(`${host}/frame`);
  const frame = page.frameLocator('iframe');
  await frame.getByText(await oneName(base)).first().waitFor();
  await page.waitForFunction(() => document.querySelector('iframe').clientHeight > 700);
  const inner = await page.frames()[1].evaluate(() => document.documentElement.scrollHeight);
  const outer = await page.evaluate(() => document.querySelector('iframe').clientHeight);
  check(Math.abs(inner - outer) < 40, `the frame is ${outer} high and holds ${inner}`);
  if (pictures) await page.screenshot({ path: path.join(pictures, 'frame.png') });
  await frame.getByRole('link', { name: 'Seuraavat' }).last().click();
  await frame.getByRole('link', { name: 'Edelliset' }).first().waitFor();
  await page.waitForFunction(() => document.querySelector('iframe').getBoundingClientRect().top >= 0);
}

const html = (body) => `<!doctype html><html lang="fi"><meta charset="utf-8"><title>Kunta</title>${body}</html>`;

function component(base, id) {
  return `<kooste-calendar id="${id}" src="${base}/" lang="fi" limit="10" filters="municipality=Oulu">
    <a href="/embed">Tapahtumat Oulussa</a></kooste-calendar>`;
}

function pagesOf(base) {
  const script = (name) => `<script src="${base}/assets/${name}.js" async></script>`;
  return {
    '/fullcalendar': fullCalendar(`${base}/calendar.ics?municipality=Oulu&expand=1`),
    '/component': html(script('kooste-calendar') + component(base, 'there')),
    '/unreachable': html(script('kooste-calendar') + component('http://127.0.0.1:9', 'away')),
    '/frame': html(`<iframe src="${base}/embed?municipality=564&amp;lang=fi" title="Tapahtumat Oulussa"
      width="100%" height="700"></iframe>${script('kooste-embed')}`),
  };
}

async function hosts(program, pictures) {
  if (pictures) fs.mkdirSync(pictures, { recursive: true });
  await running(program, { args: ['--now', NOW] }, async ({ base }) => {
    await hosting(pagesOf(base), (host) => withBrowser(async (browser) => {
      const { page } = await visitor(browser, [base, host], { viewport: { width: 1280, height: 900 } });
      await showsTheFeed(page, host, base, pictures);
      await listsByItself(page, host, base, pictures);
      await fallsBack(browser, host);
      await framesIt(page, host, base, pictures);
    }));
  });
}

counted(() => hosts(process.argv[2], process.argv[3]));
