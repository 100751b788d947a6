// Calls tools of other extensions as an agent of the editor would: a request from a file, the answer into another.
const vscode = require('vscode');
const fs = require('node:fs');
const path = require('node:path');

exports.activate = (context) => {
  context.subscriptions.push(vscode.commands.registerCommand('toolCaller.call', call));
};

/** `{ name, input, cancelAfter? }` in, `{ text }`, `{ error }` or, without a name, `{ tools }` out. */
async function call() {
  const folder = vscode.workspace.workspaceFolders[0].uri.fsPath;
  const { name, input, cancelAfter } = JSON.parse(fs.readFileSync(path.join(folder, 'tool-request.json'), 'utf8'));
  const answer = await answerOf(name, input, cancelAfter).catch((error) => ({ error: String(error.message ?? error) }));
  const file = path.join(folder, 'tool-answer.json');
  fs.writeFileSync(`${file}.part`, JSON.stringify(answer));
  fs.renameSync(`${file}.part`, file);
}

async function answerOf(name, input, cancelAfter) {
  if (name === undefined) {
    return { tools: vscode.lm.tools.map(({ name, inputSchema, tags }) => ({ name, inputSchema, tags })) };
  }
  const source = new vscode.CancellationTokenSource();
  if (cancelAfter !== undefined) setTimeout(() => source.cancel(), cancelAfter);
  const { content } = await vscode.lm.invokeTool(name, { input, toolInvocationToken: undefined }, source.token);
  return { text: content.map((part) => part.value).join('') };
}
