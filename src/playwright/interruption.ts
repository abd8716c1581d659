/** Signals by which a person or a scheduler ends a run. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Keeps the process alive after a signal, so that what was registered can be removed. */
export interface Interruption {
  readonly happened: () => boolean;
  /** Called at each signal from now on; replaces what was given before. */
  forward(act: () => void): void;
  /** Signals end the process again. */
  end(): void;
}

export function watchForInterruption(): Interruption {
  let count = 0;
  let act: () => void = () => undefined;
  const onSignal = (): void => {
    count += 1;
    act();
  };
  for (const signal of signals) process.on(signal, onSignal);
  return {
    happened: () => count > 0,
    forward: (next) => {
      act = next;
    },
    end: () => {
      for (const signal of signals) process.off(signal, onSignal);
    },
  };
}
