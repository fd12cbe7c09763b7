// Every kind of page that a visitor meets keeps what `looks` asks of it, asks nobody else for
// anything, and sets no cookie.
//
//     NODE_PATH=…/node_modules node check_pages.js …/kooste [folder for pictures]
'use strict';

const fs = require('fs');
const { check, counted, running } = require('../foreign/running');
const { visitor, withBrowser } = require('./browser');
const { NOW, kinds } = require('./kinds');
const { lookAt } = require('./looks');

async function pages(program, pictures) {
  if (pictures) fs.mkdirSync(pictures, { recursive: true });
  await running(program, { args: ['--now', NOW] }, ({ base }) => withBrowser(async (browser) => {
    const { context, page } = await visitor(browser, [base]);
    await lookAt(page, base, await kinds(base), pictures);
    check((await context.cookies()).length === 0, 'no cookie is set');
  }));
}

counted(() => pages(process.argv[2], process.argv[3]));
