// The document that the profiler page runs in: one script, one stylesheet, and nothing else may load or run.
import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

export function profilerHtml(webview: Webview, extensionUri: Uri): string {
  const asset = (name: string): string => String(webview.asWebviewUri(Uri.joinPath(extensionUri, 'dist', name)));
  const nonce = randomBytes(18).toString('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    // Pictures that are exported are drawn from the page's own.
    'img-src blob: data:',
  ].join('; ');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Hitrate profile</title>
<link rel="stylesheet" href="${asset('page.css')}">
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}" type="module" src="${asset('page.js')}"></script>
</body>
</html>
`;
}
