// The features of the server: read this list to know what it can do.
import type { Feature } from '../feature.ts';
import { callReport } from './callReport.ts';
import { codeActions } from './codeActions.ts';
import { codeLens } from './codeLens.ts';
import { diagnostics } from './diagnostics.ts';
import { fixRule } from './fixRule.ts';
import { gutter } from './gutter.ts';
import { hover } from './hover.ts';
import { inlayHints } from './inlayHints.ts';
import { profilePage } from './profilePage.ts';
import { status } from './status.ts';
import { watchedFiles } from './watchedFiles.ts';

export const features: readonly Feature[] = [
  diagnostics,
  codeActions,
  fixRule,
  codeLens,
  hover,
  inlayHints,
  gutter,
  callReport,
  profilePage,
  status,
  watchedFiles,
];
