// Every kind of page in three languages, narrow and wide, light and dark: axe-core finds nothing,
// the HTML is valid, nothing has to be scrolled sideways, nothing is asked of anybody else, and no
// cookie is set.
//
//     NODE_PATH=…/node_modules node check_pages.js …/kooste [folder for pictures]
'use strict';

const fs = require('fs');
const path = require('path');
const axe = require('axe-core');
const { FileSystemConfigLoader, HtmlValidate } = require('html-validate');
const { check, counted, running } = require('../foreign/running');
const { visitor, withBrowser } = require('./browser');
const { NOW, kinds } = require('./kinds');

const LANGUAGES = ['fi', 'sv', 'en'];
const WIDTHS = [320, 1280];
const SCHEMES = ['light', 'dark'];
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
const HTML = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:document'],
  elements: ['html5'],
});

async function valid(url) {
  const text = await (await fetch(url, { headers: { Accept: 'text/html' } })).text();
  const report = await HTML.validateString(text);
  const told = report.results.flatMap((result) => result.messages)
    .map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`);
  check(report.valid, `${url} is valid\n  ${told.join('\n  ')}`);
}

async function accessible(page, what) {
  await page.evaluate(axe.source);
  const found = await page.evaluate((tags) => window.axe.run(document, { runOnly: tags }), WCAG);
  const told = found.violations.map((violation) => {
    const [node] = violation.nodes;
    return `${violation.id} ×${violation.nodes.length}: ${node.html} ${node.failureSummary}`;
  });
  check(told.length === 0, `axe in ${what}\n  ${told.join('\n  ')}`);
}

async function look(page, kind, lang, pictures) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of SCHEMES) {
      const what = `${kind}-${lang}-${width}-${colorScheme}`;
      await page.emulateMedia({ colorScheme });
      await accessible(page, what);
      const broad = await page.evaluate(() => document.scrollingElement.scrollWidth);
      check(broad <= width, `${what} is ${broad} wide`);
      if (pictures && lang === 'fi') {
        await page.screenshot({ path: path.join(pictures, `${what}.png`), fullPage: true });
      }
    }
  }
}

async function pages(program, pictures) {
  if (pictures) fs.mkdirSync(pictures, { recursive: true });
  await running(program, { args: ['--now', NOW] }, async ({ base }) => {
    const all = Object.entries(await kinds(base));
    await withBrowser(async (browser) => {
      const { context, page } = await visitor(browser, [base]);
      for (const [kind, address] of all) {
        for (const lang of LANGUAGES) {
          const url = `${base}${address}${address.includes('?') ? '&' : '?'}lang=${lang}`;
          await valid(url);
          await page.goto(url);
          await look(page, kind, lang, pictures);
        }
      }
      check((await context.cookies()).length === 0, 'no cookie is set');
    });
  });
}

counted(() => pages(process.argv[2], process.argv[3]));
