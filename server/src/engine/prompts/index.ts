// Door of the prompts room: prompt files and request bodies, read with the place of everything in them.
export { bodyValue } from './bodyValue.ts';
export { commentsOf } from './commentsOf.ts';
export { entryOf, itemsOf, nodeAt, stringOf, textNode } from './dataNode.ts';
export { commentMarksOf, formatOf as promptFormatOf, promptGlobs } from './formatOf.ts';
export { mayHoldRequest, namesRequest } from './mayHoldRequest.ts';
export type * from './promptFile.ts';
export { type ReadOptions, readPromptFile } from './readPromptFile.ts';
export { type Filling, templatePieces } from './templatePieces.ts';
export { readTemplate } from './templates/readTemplate.ts';
export type * from './templates/template.ts';
