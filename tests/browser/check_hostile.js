// A source whose every text is an attack: nothing of it runs on any page, also where a browser does
// not keep to our Content-Security-Policy, and nothing of it leads to where scripts are.
//
//     NODE_PATH=…/node_modules node check_hostile.js …/kooste
'use strict';

const fs = require('fs');
const path = require('path');
const { check, counted, running } = require('../foreign/running');
const { visitor, withBrowser } = require('./browser');
const { hosting } = require('./hosting');
const { NOW } = require('./kinds');

const ATTACKS = fs.readFileSync(path.join(__dirname, '../../fixtures/text/attacks/payloads.txt'), 'utf8')
  .split('\n').filter((line) => line);
const MIDNIGHT = Date.parse('2026-12-01T00:00:00+02:00');

// An event of Lähellä's shape that says `attack` wherever it says anything.
function item(attack, index) {
  const address = { street: attack, postalCode: '90500', city: 'Oulu' };
  const texts = { name: `${index} ${attack}`, description: `<p>${attack}</p>`, summary: attack };
  return {
    _key: `attack-${index}`,
    status: 'published',
    group: { _key: `group-${index}`, name: `${attack} ry` },
    traits: {
      type: 'hobby',
      translations: { fi: texts, sv: texts },
      theme: ['ht_kulttuuri'],
      region: ['city/FI/Oulu'],
      contacts: [{ title: attack, email: 'info@yhdistys.example', phone: '08 123 4567' }],
      channels: [{
        id: 'c',
        type: ['place'],
        translations: { fi: { address, summary: attack, registration: attack } },
        events: [{
          start: MIDNIGHT + index * 3600000,
          timeZone: 'Europe/Helsinki',
          type: '1',
          recurrence: { daySpecificTimes: [{ weekday: 2, startTime: '18:00', endTime: '19:00' }] },
        }],
      }],
    },
  };
}

const FILES = {
  'kooste.toml': '[[source]]\nid = "hostile"\nkind = "lahella"\nurl = "file:attacks.json"\n',
  'attacks.json': JSON.stringify({ items: ATTACKS.map(item), total: ATTACKS.length, hasMore: false }),
};

const HOSTILE = { files: FILES, args: ['--config', 'kooste.toml', '--now', NOW] };

// What stands on the page that could run something.
function dangers() {
  const found = [];
  if (window.ran) found.push('a script ran');
  for (const element of document.querySelectorAll('*')) {
    for (const { name, value } of element.attributes) {
      const script = ['href', 'src', 'action', 'formaction', 'xlink:href', 'data', 'srcdoc'].includes(name)
        && /^[\s\0-\x20]*(javascript|data|vbscript|file):/i.test(value);
      if (name.startsWith('on') || script || name === 'srcdoc') found.push(`${name}=${value}`);
    }
  }
  for (const script of document.querySelectorAll('script:not([src])')) {
    if (script.type !== 'application/ld+json') found.push(`<script>${script.textContent}`);
  }
  return found;
}

async function pages(base) {
  const list = await (await fetch(`${base}/api/v1/activities?limit=500`)).json();
  check(list.data.length === ATTACKS.length, `${list.data.length} of ${ATTACKS.length} are shown`);
  const kin = await (await fetch(`${base}/api/v1/organisations?limit=500`)).json();
  // What is left of the others is no name.
  check(kin.data.length > 10, `${kin.data.length} organisations are shown`);
  return [
    '/', '/?q=kerho', '/embed', '/embed?view=month&month=2026-12', '/embed?switch=municipality,theme',
    '/organisations', '/organisations?embed=1', '/letter/2026-12',
    ...kin.data.map((one) => `/organisations/${one.id}`),
    ...list.data.map((one) => `/activity/${one.id}`),
  ];
}

const CONSOLE = [
  '/admin/sources', '/admin/sources/hostile', '/admin/runs', '/admin/runs/1', '/admin/search?q=alert',
  '/admin/search?q=%3Cimg+src%3Dx+onerror%3Dalert(1)%3E', '/admin/why?q=hostile:attack-4',
  '/admin/duplicates', '/admin/duplicates/pair?a=hostile:attack-0&b=hostile:attack-4',
  '/admin/suppressions?subject=%22%3E%3Cscript%3Ealert(1)%3C/script%3E',
];

// Else the checks above would prove nothing.
async function runsWhereNothingIsDone(browser) {
  const page = await (await browser.newContext()).newPage();
  await page.addInitScript(() => { window.alert = () => { window.ran = true; }; });
  await page.route('**', (route) => route.fulfill({ contentType: 'text/html', body: ATTACKS[4] }));
  await page.goto('http://unsafe.example/');
  const found = await page.evaluate(dangers);
  check(found.includes('a script ran'), `an attack that is left as it is runs: ${found}`);
}

async function watched(browser, origins, options) {
  const { context, page } = await visitor(browser, origins, options);
  await context.addInitScript(() => {
    for (const name of ['alert', 'confirm', 'prompt', 'print']) {
      window[name] = () => { window.ran = true; };
    }
  });
  return page;
}

async function visit(page, base, addresses) {
  for (const address of addresses) {
    await page.goto(base + address);
    const found = await page.evaluate(dangers);
    check(found.length === 0, `${address}: ${found.join('; ')}`);
    check(page.url() === base + address, `${address} leads to ${page.url()}`);
  }
}

async function visitConsole(page, base, token) {
  await page.goto(`${base}/admin`);
  await page.fill('input[name=token]', token);
  await page.click('main button');
  await page.waitForURL(/\/admin\/sources/);
  await visit(page, base, CONSOLE);
}

async function visitComponent(browser, base) {
  const body = `<!doctype html><html lang="fi"><meta charset="utf-8"><title>Kunta</title>
    <script src="${base}/assets/kooste-calendar.js" async></script>
    <kooste-calendar src="${base}/" lang="fi" limit="100"><a href="/embed">Tapahtumat</a></kooste-calendar></html>`;
  await hosting({ '/component': body }, async (host) => {
    const page = await watched(browser, [base, host]);
    await page.goto(`${host}/component`);
    await page.getByRole('listitem').nth(50).waitFor();
    const found = await page.evaluate(() => {
      const inside = [...document.querySelector('kooste-calendar').shadowRoot.querySelectorAll('*')];
      const events = inside.filter((one) => [...one.attributes].some(({ name }) => name.startsWith('on')));
      return { ran: window.ran, scripts: inside.filter((one) => one.localName === 'script').length, events: events.length };
    });
    check(!found.ran && found.scripts === 0 && found.events === 0, `the component: ${JSON.stringify(found)}`);
  });
}

counted(() => running(process.argv[2], HOSTILE, async ({ base, say }) => {
  const addresses = await pages(base);
  const { token } = JSON.parse((await say('POST', '/admin/api/v1/tokens', { name: 'aino' })).text);
  await withBrowser(async (browser) => {
    await runsWhereNothingIsDone(browser);
    for (const options of [{}, { bypassCSP: true }]) {
      const page = await watched(browser, [base], options);
      await visit(page, base, addresses);
      await visitConsole(page, base, token);
    }
    await visitComponent(browser, base);
  });
}));
