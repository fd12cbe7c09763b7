// Pages of a municipality's site, on an origin that is not Kooste's.
'use strict';

const fs = require('fs');
const http = require('http');
const path = require('path');

// `pages` are HTML by path; below `/modules/` are files of npm packages.
async function hosting(pages, use) {
  const server = http.createServer((request, answer) => {
    const url = new URL(request.url, 'http://host.example');
    const [, module_] = url.pathname.match(/^\/modules\/([\w@./-]+)$/) || [];
    if (pages[url.pathname]) {
      answer.setHeader('Content-Type', 'text/html; charset=utf-8');
      answer.end(pages[url.pathname]);
    } else if (module_) {
      const [package_] = module_.match(/^(@[^/]+\/)?[^/]+/);
      const root = process.env.NODE_PATH.split(path.delimiter)[0];
      answer.setHeader('Content-Type', 'text/javascript');
      answer.end(fs.readFileSync(path.join(root, package_, module_.slice(package_.length))));
    } else {
      answer.writeHead(404).end();
    }
  });
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  try {
    await use(`http://127.0.0.1:${server.address().port}`);
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

module.exports = { hosting };
