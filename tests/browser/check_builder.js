// The feed builder: what is chosen is counted at once with script, and by the button without; the
// address that it gives is the calendar of what it shows.
//
//     NODE_PATH=…/node_modules node check_builder.js …/kooste
'use strict';

const { check, counted, running, wait } = require('../foreign/running');
const { visitor, withBrowser } = require('./browser');
const { NOW } = require('./kinds');

async function choose(page, base) {
  await page.goto(`${base}/?lang=fi`);
  await page.getByText('Kunta', { exact: false }).locator('visible=true').first().click();
  await page.locator('input[name=municipality][value="564"]').check();
}

async function isRight(page, base, how) {
  const all = await (await fetch(`${base}/api/v1/activities?municipality=Oulu&limit=500`)).json();
  const total = async () => parseInt(await page.locator('#total').innerText(), 10);
  await wait(`${how}: ${all.meta.count} in Oulu`, async () => await total() === all.meta.count);
  const address = await page.locator('#selection input[readonly]').first().inputValue();
  const calendar = await fetch(address);
  check(calendar.ok && /municipality=564/.test(address), `${how}: ${address} is ${calendar.status}`);
}

counted(() => running(process.argv[2], { args: ['--now', NOW] }, ({ base }) => withBrowser(async (browser) => {
  const scripted = (await visitor(browser, [base])).page;
  await choose(scripted, base);
  await isRight(scripted, base, 'with script');

  const plain = (await visitor(browser, [base], { javaScriptEnabled: false })).page;
  await choose(plain, base);
  await plain.getByRole('button', { name: 'Näytä' }).click();
  await plain.waitForURL(/municipality=564/);
  await isRight(plain, base, 'without');
})));
