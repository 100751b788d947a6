// Renames a variable of a prompt file together with the arguments that fill it; refuses where that would break the program.
import { LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Edit, PromptFile, Span } from '../../engine/index.ts';
import { toWorkspaceEdit } from '../convert.ts';
import type { Feature } from '../feature.ts';
import { guarded } from '../guarded.ts';
import { promptAt, rangeOf } from '../promptDocuments.ts';
import { type PromptFill, promptFills } from '../promptFills.ts';
import { declaredName, promptNameAt } from '../promptNames.ts';
import type { Session } from '../session.ts';

export const rename: Feature = {
  capabilities: (client) => ({
    renameProvider: { prepareProvider: client.textDocument?.rename?.prepareSupport === true },
  }),
  register: (session) => {
    const { connection } = session;
    connection.onPrepareRename(
      guarded(connection, 'textDocument/prepareRename', null, async ({ textDocument, position }) => {
        const prompt = await promptAt(session, textDocument.uri);
        if (prompt === undefined) return null;
        const { span, variable } = await renamed(session, prompt.document, prompt.file, position);
        return { range: rangeOf(prompt.document, span), placeholder: variable.name };
      }),
    );
    connection.onRenameRequest(
      guarded(connection, 'textDocument/rename', null, async ({ textDocument, position, newName }) => {
        const prompt = await promptAt(session, textDocument.uri);
        if (prompt === undefined) return null;
        const { document, file } = prompt;
        const { variable, fills } = await renamed(session, document, file, position);
        const to = newName.trim();
        if (!/^[A-Za-z_]\w*$/.test(to)) throw refused(`\`${newName}\` is no name of a variable.`);
        if (to === variable.name) return null;
        if (file.variables.has(to) || isBound(file, to))
          throw refused(`\`${to}\` is the name of another value in this file.`);
        const edits = new Map<string, Edit[]>();
        const edit = (path: string, span: Span, newText: string): void => {
          edits.set(path, [...(edits.get(path) ?? []), { span, newText }]);
        };
        for (const { span } of variable.uses) edit(file.path, span, to);
        const declared = declaredName(file, variable);
        if (declared !== undefined) edit(file.path, declared, to);
        for (const { variables } of fills) {
          for (const given of variables) {
            if (given.name === to) throw refused(`A call that fills the file gives \`${to}\` already.`);
            if (given.name !== variable.name || given.namePlace === undefined) continue;
            const { path, start, end } = given.namePlace;
            edit(path, { start, end }, given.isShorthand ? `${to}: ${variable.name}` : to);
          }
        }
        return toWorkspaceEdit(
          session,
          [...edits].map(([path, ofFile]) => ({ path, edits: ofFile })),
        );
      }),
    );
  },
};

interface Renamed {
  readonly span: Span;
  readonly variable: PromptFile['variables'] extends ReadonlyMap<string, infer Variable> ? Variable : never;
  readonly fills: readonly PromptFill[];
}

/** What is renamed at the position; an error of the protocol says why it cannot be. */
async function renamed(
  session: Session,
  document: TextDocument,
  file: PromptFile,
  position: Parameters<TextDocument['offsetAt']>[0],
): Promise<Renamed> {
  const name = promptNameAt(file, document.offsetAt(position));
  if (name?.kind === 'local')
    throw refused(`\`${name.name}\` is bound in this file by a loop or an assignment: rename it there.`);
  if (name?.kind !== 'variable') throw refused('Only variables of the prompt can be renamed.');
  const { variable, span, isCall } = name;
  if (isCall) throw refused(`\`${variable.name}\` is a function of the template’s engine.`);
  if (file.format === 'vscode') throw refused('The editor fills these variables: their names are its own.');
  const fills = await promptFills(session, file.path);
  if (fills.length === 0 && declaredName(file, variable) === undefined)
    throw refused('No call is known that fills this file: open the code that renders it, so that both are renamed.');
  for (const fill of fills) {
    const given = fill.variables.find((each) => each.name === variable.name);
    const isSeen = given === undefined ? !fill.open : given.namePlace !== undefined;
    if (!isSeen)
      throw refused(
        `${placeText(session, fill)} gives \`${variable.name}\` in a value that is put together elsewhere.`,
      );
  }
  return { span, variable, fills };
}

function placeText(session: Session, { place }: PromptFill): string {
  const line = (session.snapshot.read(place.path) ?? '').slice(0, place.start).split('\n').length;
  return `${place.path.slice(place.path.lastIndexOf('/') + 1)}:${line}`;
}

function isBound({ text }: PromptFile, name: string): boolean {
  return new RegExp(
    `(?:\\bfor\\s+(?:\\w+\\s*,\\s*)*|\\bset\\s+|\\bas\\s+\\|?\\s*|\\bassign\\s+|\\bmacro\\s+)${name}\\b`,
  ).test(text);
}

function refused(why: string): ResponseError<undefined> {
  return new ResponseError(LSPErrorCodes.RequestFailed, why);
}
