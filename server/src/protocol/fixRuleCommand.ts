// The command that the server carries out itself, for any client: fixes all findings of a rule in the workspace.
import * as z from 'zod';

export const fixRuleCommand = 'hitrate.fixRule';

export const fixRuleParamsSchema = z.object({
  rule: z.string(),
});

export type FixRuleParams = z.output<typeof fixRuleParamsSchema>;
