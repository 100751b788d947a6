// A figure that takes a moment: computed once the user pauses, so that dragging stays smooth.
import { useEffect, useState } from 'preact/hooks';

const pauseMilliseconds = 120;

/** The value of the last pause; undefined before the first. */
export function useLater<Value>(compute: () => Value, inputs: readonly unknown[]): Value | undefined {
  const [value, setValue] = useState<Value>();
  useEffect(() => {
    const timer = setTimeout(() => setValue(compute()), pauseMilliseconds);
    return () => clearTimeout(timer);
  }, inputs);
  return value;
}
