// The feed builder: what is chosen is counted at once with script, and by the button without; the
// address that it gives is the calendar of what it shows.
//
//     NODE_PATH=…/node_modules node check_builder.js …/kooste
'use strict';

const { check, counted, running } = require('../foreign/running');
const { visitor, withBrowser } = require('./browser');
const { NOW } = require('./kinds');

async function choose(page, base) {
  await page.goto(`${base}/?lang=fi`);
  await page.getByText('Kunta', { exact: false }).locator('visible=true').first().click();
  await page.locator('input[name=municipality][value="564"]').check();
}

async function isRight(page, base, how) {
  const total = parseInt(await page.locator('#total').innerText(), 10);
  const all = await (await fetch(`${base}/api/v1/activities?municipality=Oulu&limit=500`)).json();
  check(total === all.meta.count, `${how}: ${total} of ${all.meta.count} in Oulu`);
  const address = await page.locator('#selection input[readonly]').first().inputValue();
  const calendar = await fetch(address);
  check(calendar.ok && /municipality=564/.test(address), `${how}: ${address} is ${calendar.status}`);
}

counted(() => running(process.argv[2], { args: ['--now', NOW] }, ({ base }) => withBrowser(async (browser) => {
  const scripted = (await visitor(browser, [base])).page;
  await choose(scripted, base);
  await scripted.waitForFunction(() => /^4\d\b/.test(document.querySelector('#total').innerText));
  await isRight(scripted, base, 'with script');

  const plain = (await visitor(browser, [base], { javaScriptEnabled: false })).page;
  await choose(plain, base);
  await plain.getByRole('button', { name: 'Näytä' }).click();
  await plain.waitForURL(/municipality=564/);
  await isRight(plain, base, 'without');
})));
