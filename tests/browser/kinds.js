// One page of every kind that a visitor meets, in the demonstration of the week that it is written
// around.
'use strict';

const NOW = '2026-11-25T10:00:00Z';

async function first(base, list) {
  return (await (await fetch(`${base}/api/v1/${list}?limit=1`)).json()).data[0];
}

async function kinds(base) {
  const list = await (await fetch(`${base}/api/v1/activities?limit=1000`)).json();
  const activities = list.data;
  const with_ = (what, holds) => {
    const found = activities.find(holds);
    if (!found) throw new Error(`the demonstration has no activity ${what}`);
    return `/activity/${found.id}`;
  };
  return {
    front: '/',
    builder: '/?municipality=Oulu&theme=crafts&q=kerho',
    mistaken: '/?from=tomorrow-ish',
    activity: with_('in Swedish', (one) => one.name.sv),
    missing: '/nothing-here',
    misspelt: '/organisations?municipality=Oulo',
    docs: '/docs',
    calendar: '/calendar?municipality=Oulu',
    'calendar-month': '/calendar?view=month',
    'embed-list': '/embed?municipality=Oulu',
    'embed-month': '/embed?municipality=Oulu&view=month',
    'embed-day': '/embed?day=2026-11-25',
    'embed-far': '/embed?view=month&month=2029-08',
    organisations: '/organisations?municipality=Oulu',
    organisation: `/organisations/${(await first(base, 'organisations')).id}`,
    letters: '/letter',
    letter: '/letter/2026-12?municipality=Oulu',
  };
}

module.exports = { NOW, kinds };
