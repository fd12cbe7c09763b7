// A daemon in a folder and on a port of its own, and the counting of what held.
'use strict';

const { spawn } = require('child_process');
const fs = require('fs');
const http = require('http');
const os = require('os');
const path = require('path');

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

async function wait(what, look) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(100)) {
    if (await look()) return;
  }
  throw new Error(`waited in vain for ${what}`);
}

// The address that it greets with.
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

// Hands `use` a daemon that has synced: where it is, its folder, and `say`, which asks its socket as
// an admin does. `files` are written into the folder first.
async function running(program, { files = {}, args = [] }, use) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kooste-'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  const child = spawn(path.resolve(program), args, {
    cwd: folder,
    env: { ...process.env, KOOSTE_LISTEN: '127.0.0.1:0' },
    stdio: ['ignore', 'pipe', process.env.LOUD ? 'inherit' : 'ignore'],
  });
  try {
    const base = await greeting(child);
    const total = async () => (await (await fetch(`${base}/api/v1/activities`)).json()).data.length;
    await wait('activities', async () => await total() > 0);
    await use({ base, folder, say: (...words) => say(folder, ...words) });
  } finally {
    child.kill('SIGTERM');
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

function say(folder, method, route, body) {
  const socketPath = path.join(folder, 'data', 'kooste.db.sock');
  const headers = { 'Content-Type': 'application/json' };
  return new Promise((resolve, reject) => {
    const request = http.request({ socketPath, method, path: route, headers }, (answer) => {
      let text = '';
      answer.on('data', (data) => { text += data; });
      answer.on('end', () => resolve({ status: answer.statusCode, text }));
    });
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

// Runs `all`, tells the counts, and ends with 1 if anything failed.
async function counted(all) {
  try {
    await all();
  } catch (error) {
    check(false, error.stack);
  }
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

module.exports = { check, counted, running, wait };
