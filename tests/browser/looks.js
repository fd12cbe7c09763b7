// What a page keeps in three languages, narrow and wide, light and dark: axe-core finds nothing, the
// HTML is valid, and nothing has to be scrolled sideways.
'use strict';

const path = require('path');
const axe = require('axe-core');
const { HtmlValidate } = require('html-validate');
const { check } = require('../foreign/running');

const LANGUAGES = ['fi', 'sv', 'en'];
const WIDTHS = [320, 1280];
const SCHEMES = ['light', 'dark'];
const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];
const HTML = new HtmlValidate({
  root: true,
  extends: ['html-validate:standard', 'html-validate:document'],
  elements: ['html5'],
  // What comes from the same origin needs no second seal.
  rules: { 'require-sri': ['error', { target: 'crossorigin' }] },
});

async function valid(url, text) {
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

// Each of `kinds`, an address of `base` by name; with `pictures` the Finnish ones are kept there.
async function lookAt(page, base, kinds, pictures) {
  for (const [kind, address] of Object.entries(kinds)) {
    for (const lang of LANGUAGES) {
      const url = `${base}${address}${address.includes('?') ? '&' : '?'}lang=${lang}`;
      const answer = await page.goto(url);
      await valid(url, await answer.text());
      await look(page, kind, lang, pictures);
    }
  }
}

module.exports = { lookAt };
