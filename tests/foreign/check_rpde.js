// What OpenActive's own validator says of the feed of changes of a running demonstration.
//
//     NODE_PATH=…/node_modules node check_rpde.js …/kooste
'use strict';

const { RpdeValidator } = require('@openactive/rpde-validator');
const { check, counted, running } = require('./running');

// Recommended, and otherwise here: what a person asked to have hidden is not to be in caches for an
// hour (300 seconds; 8 at the end), and a demonstration of a region has no 500 activities to a page.
const EXPECTED = ['missing_cache_control', 'minimum_items_per_page'];

async function items(feed) {
  return (await (await fetch(feed)).json()).items;
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

counted(() => running(process.argv[2], {}, async ({ base, say }) => {
  const feed = `${base}/api/v1/changes`;
  const { source, id } = (await items(feed))[0].data.sources[0];
  const hide = { reason: 'to be told as deleted' };
  const answer = await say('PUT', `/admin/api/v1/suppressions/${source}:${id}`, hide);
  check(answer.status === 200, 'one is suppressed');
  const told = await items(feed);
  check(told.some((item) => item.state === 'deleted'), 'one is told as deleted');
  await walk(feed);
  await walk(`${feed}?limit=50`);
}));
