// The console: every page keeps what `looks` asks of it, and a person who only clicks gets in, runs a
// source, decides and gets out, with script and without.
//
//     NODE_PATH=…/node_modules node check_console.js …/kooste [folder for pictures]
'use strict';

const fs = require('fs');
const { check, counted, running, wait } = require('../foreign/running');
const { visitor, withBrowser } = require('./browser');
const { NOW } = require('./kinds');
const { lookAt } = require('./looks');

async function signIn(page, base, token) {
  await page.goto(`${base}/admin?lang=en`);
  await page.fill('input[name=token]', token);
  await page.click('main button');
  await page.waitForURL(/\/admin\/sources/);
}

async function kindsOf(page, base) {
  const hrefs = (selector) => page.locator(selector).evaluateAll((all) => all.map((a) => a.pathname + a.search));
  await page.goto(`${base}/admin/runs`);
  const [run] = (await hrefs('main a[href*="/admin/runs/"]'));
  const { data } = await (await fetch(`${base}/api/v1/activities?limit=2`)).json();
  const [one, other] = data.map(({ sources: [first] }) => `${first.source}:${first.id}`);
  check(run, 'a run can be looked at');
  return {
    'console-sources': '/admin/sources',
    'console-source': '/admin/sources/demo',
    'console-runs': '/admin/runs',
    'console-run': run.split('?')[0],
    'console-duplicates': '/admin/duplicates',
    'console-pair': `/admin/duplicates/pair?a=${one}&b=${other}`,
    'console-search': '/admin/search?q=kerho',
    'console-why': `/admin/why?q=${one}`,
    'console-suppressions': '/admin/suppressions',
    'console-audit': '/admin/audit',
    'console-tokens': '/admin/tokens',
  };
}

// From a source's page to a run that is seen to end: by itself, or by loading the page again.
async function resync(page, base, options) {
  await page.goto(`${base}/admin/sources/demo?lang=en`);
  await page.getByRole('button', { name: 'Resync now' }).click();
  await page.waitForURL(/\/admin\/runs\/\d+/);
  const text = () => page.locator('main').innerText();
  await wait('the end of a run', async () => {
    if (options.javaScriptEnabled === false) await page.reload();
    return /Outcome\s+(unchanged|applied)/.test(await text());
  });
  check(/unchanged 225/.test(await text()), `what came of it: ${await text()}`);
}

async function use(browser, base, token, options) {
  const { context, page } = await visitor(browser, [base], options);
  await signIn(page, base, token);
  const [cookie] = await context.cookies();
  check(cookie.httpOnly && cookie.sameSite === 'Strict', `the cookie is ${JSON.stringify(cookie)}`);
  await resync(page, base, options);
  await page.goto(`${base}/admin/sources`);
  await page.getByRole('button', { name: 'Sign out' }).click();
  const answer = await page.goto(`${base}/admin/sources`);
  check(!(await answer.text()).includes('Resync'), 'whoever signed out sees nothing');
  await context.close();
}

async function console_(program, pictures) {
  if (pictures) fs.mkdirSync(pictures, { recursive: true });
  await running(program, { args: ['--now', NOW] }, async ({ base, say }) => {
    await withBrowser(async (browser) => {
      const { page } = await visitor(browser, [base]);
      await lookAt(page, base, { 'console-closed': '/admin' }, pictures);
      const made = await say('POST', '/admin/api/v1/tokens', { name: 'aino' });
      const { token } = JSON.parse(made.text);
      await lookAt(page, base, { 'console-sign-in': '/admin' }, pictures);
      await signIn(page, base, token);
      await lookAt(page, base, await kindsOf(page, base), pictures);
      await use(browser, base, token, {});
      await use(browser, base, token, { javaScriptEnabled: false });
    });
  });
}

counted(() => console_(process.argv[2], process.argv[3]));
