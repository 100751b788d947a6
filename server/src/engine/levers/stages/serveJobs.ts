// A line in front of a few servers: first come, first served.

export interface Job {
  /** Milliseconds, ascending. */
  readonly at: number;
  readonly milliseconds: number;
}

/** When each job is done. */
export function serveJobs(jobs: readonly Job[], servers: number): readonly number[] {
  if (!Number.isFinite(servers)) return jobs.map(({ at, milliseconds }) => at + milliseconds);
  const free: number[] = Array.from({ length: Math.max(1, servers) }, () => 0);
  return jobs.map(({ at, milliseconds }) => {
    const soonest = Math.min(...free);
    const done = Math.max(at, soonest) + milliseconds;
    free[free.indexOf(soonest)] = done;
    return done;
  });
}
