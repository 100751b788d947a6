// Leads from a name in a prompt file to where it gets its value, and from the name of a prompt file in code to the file.
import type { Location, LocationLink } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Place, PromptFile, Span } from '../../engine/index.ts';
import { locate } from '../documentLines.ts';
import type { Feature } from '../feature.ts';
import { guarded } from '../guarded.ts';
import { includedFile } from '../includedFile.ts';
import { promptAt, rangeOf } from '../promptDocuments.ts';
import { promptFills, templatePath } from '../promptFills.ts';
import { declaredName, promptNameAt } from '../promptNames.ts';
import type { Session } from '../session.ts';

export const definition: Feature = {
  capabilities: () => ({ definitionProvider: true }),
  register: (session) => {
    const { connection, client } = session;
    const linked = client.textDocument?.definition?.linkSupport === true;
    connection.onDefinition(
      guarded(connection, 'textDocument/definition', [], async ({ textDocument, position }) => {
        const document = session.documents.get(textDocument.uri);
        if (document === undefined) return [];
        const prompt = await promptAt(session, textDocument.uri);
        const offset = document.offsetAt(position);
        const links =
          prompt === undefined
            ? await fromCode(session, document, offset)
            : await fromPrompt(session, document, prompt.file, offset);
        return linked ? [...links] : links.map(locationOf);
      }),
    );
  },
};

async function fromPrompt(
  session: Session,
  document: TextDocument,
  file: PromptFile,
  offset: number,
): Promise<LocationLink[]> {
  const name = promptNameAt(file, offset);
  if (name === undefined) return [];
  const links = (places: readonly Place[]): LocationLink[] =>
    places.map((place) => linkTo(session, document, name.span, place));
  const here = (span: Span): Place => ({ path: file.path, ...span });
  if (name.kind === 'local') return name.binding === undefined ? [] : links([here(name.binding)]);
  if (name.kind === 'include') {
    const path = includedFile(session, file, name.name);
    return path === undefined ? [] : links([{ path, start: 0, end: 0 }]);
  }
  const { variable } = name;
  const declared = declaredName(file, variable);
  const given = (await promptFills(session, file.path)).flatMap((fill) => {
    const found = fill.variables.find((each) => each.name === variable.name);
    // Where the call takes its values from elsewhere, the call is all that can be shown.
    if (found === undefined) return fill.open ? [fill.place] : [];
    return [found.namePlace ?? found.place];
  });
  return links([...given, ...(declared === undefined ? [] : [here(declared)])]);
}

async function fromCode(session: Session, document: TextDocument, offset: number): Promise<LocationLink[]> {
  const analyzed = await session.analyze(document);
  const at = offset + session.documents.startOf(document.uri);
  for (const render of analyzed?.analysis.facts.renders ?? []) {
    const { place } = render.template;
    if (session.documents.holding(place)?.uri !== document.uri || at < place.start || at > place.end) continue;
    const path = templatePath(render, analyzed?.analysis.reads ?? []);
    if (path !== undefined && path !== place.path)
      return [linkTo(session, document, { start: place.start, end: place.end }, { path, start: 0, end: 0 })];
  }
  return [];
}

function linkTo(session: Session, document: TextDocument, from: Span, to: Place): LocationLink {
  const { uri, range } = locate(session, to);
  return {
    originSelectionRange: rangeOf(document, from),
    targetUri: uri,
    targetRange: range,
    targetSelectionRange: range,
  };
}

function locationOf({ targetUri, targetRange }: LocationLink): Location {
  return { uri: targetUri, range: targetRange };
}
