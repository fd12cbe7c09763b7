// Debian's Chromium, and what every page of ours has to keep.
'use strict';

const { chromium } = require('playwright-core');
const { check } = require('../foreign/running');

const QUIET = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

async function withBrowser(use) {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: QUIET });
  try {
    await use(browser);
  } finally {
    await browser.close();
  }
}

// A visitor who sees everything that goes wrong: scripts that fail, policies that are broken, and
// requests that leave `origins`.
async function visitor(browser, origins, options = {}) {
  const context = await browser.newContext({
    locale: 'fi-FI', timezoneId: 'Europe/Helsinki', ...options,
  });
  const page = await context.newPage();
  page.on('pageerror', (error) => check(false, `${page.url()}: ${error.message}`));
  page.on('console', (message) => {
    // That an answer is 404 or 410 is told as an error too.
    const status = /^Failed to load resource: the server responded with a status of (4|5)/;
    const error = message.type() === 'error' && !status.test(message.text());
    if (error) check(false, `${page.url()} says ${message.text()}`);
  });
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    const ours = ['data:', 'blob:', 'about:'].includes(protocol) || origins.includes(origin);
    if (!ours) check(false, `${page.url()} asks ${request.url()}`);
  });
  return { context, page };
}

module.exports = { visitor, withBrowser };
