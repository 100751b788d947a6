// Serves the built page on this machine as the panel of the editor does: the same markup, the same policy, a stand-in for the editor.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { type ThemeName, themes } from './themes.ts';

export interface PageServer {
  readonly url: (theme: ThemeName) => string;
  readonly close: () => Promise<void>;
}

const nonce = 'b5f1a1c2d3e4f5061728394a5b6c7d8e';

/** Records what the page posts and keeps its state over reloads, as the editor does. */
const standIn = `
  window.posted = [];
  window.violations = [];
  document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI));
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => {
      window.readyAt ??= performance.now();
      window.posted.push(structuredClone(message));
    },
    getState: () => JSON.parse(sessionStorage.getItem('state') ?? 'null') ?? undefined,
    setState: (state) => sessionStorage.setItem('state', JSON.stringify(state)),
  });
`;

/** `dist` holds the built page. */
export async function servePage(dist: string): Promise<PageServer> {
  const server = createServer(async ({ url = '/' }, response) => {
    const { pathname, searchParams, origin } = new URL(
      url,
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    );
    const send = (type: string, body: string | Buffer): void => {
      response.writeHead(200, { 'content-type': type });
      response.end(body);
    };
    if (pathname === '/') send('text/html; charset=utf-8', markup(origin, themeOf(searchParams.get('theme'))));
    else if (pathname === '/theme.css') send('text/css', variables(themeOf(searchParams.get('theme'))));
    else if (pathname === '/page.js') send('text/javascript', await readFile(path.join(dist, 'page.js')));
    else if (pathname === '/page.css') send('text/css', await readFile(path.join(dist, 'page.css')));
    else {
      response.writeHead(404);
      response.end();
    }
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: (theme) => `http://127.0.0.1:${port}/?theme=${theme}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

function themeOf(name: string | null): ThemeName {
  return name !== null && name in themes ? (name as ThemeName) : 'dark';
}

function variables(theme: ThemeName): string {
  const lines = Object.entries(themes[theme].variables).map(([name, value]) => `--vscode-${name}: ${value};`);
  return `:root { ${lines.join(' ')} }`;
}

function markup(origin: string, theme: ThemeName): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; style-src ${origin}; font-src ${origin}; img-src blob: data:">
<title>Hitrate</title>
<link rel="stylesheet" href="/theme.css?theme=${theme}">
<link rel="stylesheet" href="/page.css">
<script nonce="${nonce}">${standIn}</script>
</head>
<body class="${themes[theme].classes}">
<div id="root"></div>
<script nonce="${nonce}" type="module" src="/page.js"></script>
</body>
</html>`;
}
