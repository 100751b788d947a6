// The severities a user can give a rule, and the schema that checks one.
import * as z from 'zod';

export const severitySchema = z.enum(['off', 'hint', 'information', 'warning', 'error']);
export type RuleSeverity = z.output<typeof severitySchema>;
