// What a diagnostic carries back to the server, so that a repair is offered for exactly the finding that was shown.
import * as z from 'zod';

export const diagnosticDataSchema = z.object({
  rule: z.string(),
  /** Stable name of the finding within one version of its document. */
  fingerprint: z.string(),
  /** Version of the document that was analysed. */
  version: z.number(),
});

export type DiagnosticData = z.output<typeof diagnosticDataSchema>;
