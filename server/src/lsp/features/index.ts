// The features of the server: read this list to know what it can do.
import type { Feature } from '../feature.ts';
import { codeActions } from './codeActions.ts';
import { codeLens } from './codeLens.ts';
import { diagnostics } from './diagnostics.ts';
import { hover } from './hover.ts';
import { profile } from './profile.ts';
import { status } from './status.ts';
import { watchedFiles } from './watchedFiles.ts';

export const features: readonly Feature[] = [diagnostics, codeActions, codeLens, hover, profile, status, watchedFiles];
