// Lists where a variable of a prompt file is used, declared and given its value.
import type { Location } from 'vscode-languageserver/node';
import type { Place, Span } from '../../engine/index.ts';
import { locate } from '../documentLines.ts';
import type { Feature } from '../feature.ts';
import { guarded } from '../guarded.ts';
import { promptAt } from '../promptDocuments.ts';
import { promptFills } from '../promptFills.ts';
import { declaredName, promptNameAt } from '../promptNames.ts';

export const references: Feature = {
  capabilities: () => ({ referencesProvider: true }),
  register: (session) => {
    const { connection } = session;
    connection.onReferences(
      guarded(
        connection,
        'textDocument/references',
        [],
        async ({ textDocument, position, context }): Promise<Location[]> => {
          const prompt = await promptAt(session, textDocument.uri);
          if (prompt === undefined) return [];
          const { document, file } = prompt;
          const name = promptNameAt(file, document.offsetAt(position));
          if (name?.kind !== 'variable') return [];
          const { variable } = name;
          const here = (span: Span): Place => ({ path: file.path, ...span });
          const declared = declaredName(file, variable);
          const fills = await promptFills(session, file.path);
          const given = fills.flatMap(({ variables }) =>
            variables.filter((each) => each.name === variable.name).map(({ namePlace, place }) => namePlace ?? place),
          );
          return [
            ...variable.uses.map(({ span }) => here(span)),
            ...(context.includeDeclaration && declared !== undefined ? [here(declared)] : []),
            ...given,
          ].map((place) => locate(session, place));
        },
      ),
    );
  },
};
