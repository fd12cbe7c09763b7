// The console: every page keeps what `looks` asks of it, and a person who only clicks gets in, runs a
// source, decides and gets out, with script and without.
//
//     NODE_PATH=…/node_modules node check_console.js …/kooste [folder for pictures]
'use strict';

const fs = require('fs');
const path = require('path');
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

function entry(number) {
  return {
    _key: `kerho-${number}`,
    status: 'published',
    group: { _key: '7', name: 'Kylätalo ry' },
    traits: {
      type: 'hobby',
      translations: { fi: { name: `Kerho ${number}`, description: '<p>Tervetuloa.</p>' } },
      region: ['city/FI/Oulu'],
      channels: [{
        id: 'c',
        type: ['place'],
        translations: { fi: { address: { street: 'Rantatie 1', postalCode: '90100', city: 'Oulu' } } },
        events: [{
          start: Date.parse('2026-12-01T00:00:00+02:00'),
          timeZone: 'Europe/Helsinki',
          type: '1',
          recurrence: { daySpecificTimes: [{ weekday: 2, startTime: '18:00', endTime: '19:00' }] },
        }],
      }],
    },
  };
}

function listed(count) {
  const items = Array.from({ length: count }, (_, number) => entry(number));
  return JSON.stringify({ items, total: count, hasMore: false });
}

function source(id) {
  return `[[source]]\nid = "${id}"\nkind = "lahella"\nurl = "file:${id}.json"\n`;
}

const TROUBLE = {
  files: {
    'kooste.toml': source('kunta') + source('rikki'),
    'kunta.json': listed(20),
    'rikki.json': '<!doctype html><title>Kirjaudu</title>',
  },
  args: ['--config', 'kooste.toml', '--now', NOW],
};

async function ran(say, id) {
  const { text } = await say('POST', `/admin/api/v1/sources/${id}/resync`);
  const { run } = JSON.parse(text);
  const ended = async () => JSON.parse((await say('GET', `/admin/api/v1/runs/${run}`)).text).ended;
  await wait(`run ${run} to end`, ended);
  return run;
}

// What is only there where something went wrong: removals that wait, a run that failed, what is hidden.
async function trouble(program, pictures) {
  await running(program, TROUBLE, async ({ base, folder, say }) => {
    fs.writeFileSync(path.join(folder, 'kunta.json'), listed(0));
    const held = await ran(say, 'kunta');
    const failed = await ran(say, 'rikki');
    await say('PUT', '/admin/api/v1/suppressions/kunta:kerho-1', { reason: 'Pyydetty puhelimessa' });
    const { token } = JSON.parse((await say('POST', '/admin/api/v1/tokens', { name: 'aino' })).text);
    await withBrowser(async (browser) => {
      const { page } = await visitor(browser, [base]);
      await signIn(page, base, token);
      await lookAt(page, base, {
        'console-troubled-sources': '/admin/sources',
        'console-held': '/admin/sources/kunta/held',
        'console-held-run': `/admin/runs/${held}`,
        'console-failed-run': `/admin/runs/${failed}`,
        'console-hidden': '/admin/search?q=kerho',
        'console-hidden-why': '/admin/why?q=kunta:kerho-1',
        'console-troubled-audit': '/admin/audit',
      }, pictures);
      await page.goto(`${base}/admin/sources/kunta/held?lang=en`);
      await page.getByRole('button', { name: 'Refuse, keep them' }).first().click();
      check((await page.locator('main').innerText()).includes('entries kept: aino'), 'who kept them is told');
    });
  });
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
  await trouble(program, pictures);
}

counted(() => console_(process.argv[2], process.argv[3]));
