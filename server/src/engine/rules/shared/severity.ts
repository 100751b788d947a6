// Severities as a scale: lowering them, and telling how far one lies below another.
import type { FindingSeverity } from '../rule.ts';

const scale: readonly FindingSeverity[] = ['error', 'warning', 'information', 'hint'];

/** `steps` levels below, a hint at the lowest. Negative steps raise. */
export function lowered(severity: FindingSeverity, steps = 1): FindingSeverity {
  const index = Math.max(0, Math.min(scale.length - 1, scale.indexOf(severity) + steps));
  return scale[index] ?? severity;
}

/** How many levels `severity` lies below `top`; negative when it lies above. */
export function stepsBelow(top: FindingSeverity, severity: FindingSeverity): number {
  return scale.indexOf(severity) - scale.indexOf(top);
}
