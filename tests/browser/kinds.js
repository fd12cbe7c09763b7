// One page of every kind that a visitor meets, in the demonstration of the week that it is written
// around.
'use strict';

const NOW = '2026-11-25T10:00:00Z';

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
    activity: with_('in Swedish', (one) => one.name.sv),
    missing: '/nothing-here',
    docs: '/docs',
  };
}

module.exports = { NOW, kinds };
