// Seconds as people say them.

const hour = 3600;

/** `5 minutes`, `1 hour`, `90 seconds`. */
export function formatSeconds(seconds: number): string {
  const [size, unit] = seconds % hour === 0 ? [hour, 'hour'] : seconds % 60 === 0 ? [60, 'minute'] : [1, 'second'];
  const count = Math.round(seconds / size);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
