// The logs that can be read, those with the surest marks first.
import { claudeCode } from './claudeCode.ts';
import { helicone } from './helicone.ts';
import type { Importer } from './importer.ts';
import { langfuse } from './langfuse.ts';
import { langSmith } from './langSmith.ts';
import { liteLlm } from './liteLlm.ts';
import { openTelemetry } from './openTelemetry.ts';
import { plain } from './plain.ts';

export const importers: readonly Importer[] = [
  openTelemetry,
  claudeCode,
  langSmith,
  helicone,
  langfuse,
  liteLlm,
  plain,
];
