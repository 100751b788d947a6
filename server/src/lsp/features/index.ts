// The features of the server: read this list to know what it can do.
import type { Feature } from '../feature.ts';
import { agentTools } from './agentTools.ts';
import { callReport } from './callReport.ts';
import { codeActions } from './codeActions.ts';
import { codeLens } from './codeLens.ts';
import { completion } from './completion.ts';
import { definition } from './definition.ts';
import { diagnostics } from './diagnostics.ts';
import { documentLinks } from './documentLinks.ts';
import { documentSymbols } from './documentSymbols.ts';
import { fixRule } from './fixRule.ts';
import { foldingRanges } from './foldingRanges.ts';
import { gutter } from './gutter.ts';
import { hover } from './hover.ts';
import { inlayHints } from './inlayHints.ts';
import { profilePage } from './profilePage.ts';
import { references } from './references.ts';
import { rename } from './rename.ts';
import { semanticTokens } from './semanticTokens.ts';
import { status } from './status.ts';
import { volatileText } from './volatileText.ts';
import { watchedFiles } from './watchedFiles.ts';

export const features: readonly Feature[] = [
  diagnostics,
  codeActions,
  fixRule,
  codeLens,
  hover,
  inlayHints,
  gutter,
  semanticTokens,
  volatileText,
  callReport,
  documentSymbols,
  foldingRanges,
  definition,
  references,
  rename,
  documentLinks,
  completion,
  profilePage,
  status,
  watchedFiles,
  agentTools,
];
