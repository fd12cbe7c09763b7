// What OpenActive's own validator says of the feed of changes of a running demonstration.
//
//     NODE_PATH=…/node_modules node check_rpde.js …/kooste
'use strict';

const { spawn } = require('child_process');
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');
const { RpdeValidator } = require('@openactive/rpde-validator');

// Recommended, and otherwise here: what a person asked to have hidden is not to be in caches for an
// hour (300 seconds; 8 at the end), and a demonstration of a region has no 500 activities to a page.
const EXPECTED = ['missing_cache_control', 'minimum_items_per_page'];
const PATIENCE = 60000;

let passed = 0;
let failed = 0;

function check(holds, what) {
  if (holds) passed += 1;
  else failed += 1;
  if (!holds) console.log(`FAILED: ${what}`);
}

function pause(milliseconds) {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds); });
}

// The address that it greets with: on a port of its own.
function greeting(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (data) => {
      said += data;
      const found = said.match(/http:\/\/\S+?(?=\/\s)/);
      if (found) resolve(found[0]);
    });
    child.on('exit', () => reject(new Error('it ended by itself')));
  });
}

async function items(feed) {
  return (await (await fetch(feed)).json()).items;
}

async function wait(what, look) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(100)) {
    if (await look()) return;
  }
  throw new Error(`waited in vain for ${what}`);
}

function suppress(socketPath, subject) {
  return new Promise((resolve, reject) => {
    const request = http.request({
      socketPath,
      method: 'PUT',
      path: `/admin/api/v1/suppressions/${subject}`,
      headers: { 'Content-Type': 'application/json' },
    }, (answer) => { answer.resume(); answer.on('end', () => resolve(answer.statusCode)); });
    request.on('error', reject);
    request.end(JSON.stringify({ reason: 'to be told as deleted' }));
  });
}

async function walk(url) {
  const log = await RpdeValidator(url, { pageLimit: 200 });
  check(log.pages.length > 1, `${url}: pages are followed`);
  for (const page of log.pages) {
    const serious = page.errors.filter((e) => ['failure', 'warning'].includes(e.severity));
    const unexpected = serious.filter((e) => e.severity === 'failure' || !EXPECTED.includes(e.type));
    const told = unexpected.map((e) => `${e.severity} ${e.type}: ${e.message}`).join('\n  ');
    check(unexpected.length === 0, `${page.url}\n  ${told}`);
  }
}

async function run(program, folder) {
  const child = spawn(path.resolve(program), [], {
    cwd: folder,
    env: { ...process.env, KOOSTE_LISTEN: '127.0.0.1:0' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const feed = `${await greeting(child)}/api/v1/changes`;
    await wait('activities', async () => (await items(feed)).length > 0);
    const { source, id } = (await items(feed))[0].data.sources[0];
    const socket = path.join(folder, 'data', 'kooste.db.sock');
    check(await suppress(socket, `${source}:${id}`) === 200, 'one is suppressed');
    const told = await items(feed);
    check(told.some((item) => item.state === 'deleted'), 'one is told as deleted');
    await walk(feed);
    await walk(`${feed}?limit=50`);
  } finally {
    child.kill('SIGTERM');
  }
}

async function main() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kooste-rpde-'));
  try {
    await run(process.argv[2], folder);
  } catch (error) {
    check(false, error.stack);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

main();
