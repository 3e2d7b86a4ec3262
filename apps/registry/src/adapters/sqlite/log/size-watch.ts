/** Lets callers wait until the log has grown. */
export interface SizeWatch {
  /** Waits until the log has more than `size` leaves, or until the signal is aborted; gives the size then. */
  waitFor(size: number, signal: AbortSignal): Promise<number>;
  /** Tells that this process committed. */
  notify(): void;
  /** Ends all waiting. */
  close(): void;
}

/** How often it is looked whether another process has appended, in milliseconds, while somebody waits. */
const LOOK_EVERY = 250;

/** Is told the number of leaves, and whether waiting has an end whatever that is. */
type Look = (current: number, isOver: boolean) => void;

/**
 * Makes a watch over a log. However many wait, one look serves all of them; nobody waiting costs nothing.
 * @param readSize reads the number of leaves that are committed
 */
export function createSizeWatch(readSize: () => number): SizeWatch {
  const waiting = createWaitingRoom(() => tell(false));
  let isClosed = false;
  const tell = (isOver: boolean): void => {
    if (waiting.isEmpty()) return;
    const current = readSize();
    for (const look of waiting.all()) look(current, isOver);
  };
  return {
    async waitFor(size, signal) {
      const now = readSize();
      if (now > size || signal.aborted || isClosed) return now;
      return new Promise((resolve) => {
        const look: Look = (current, isOver) => {
          if (current <= size && !isOver) return;
          waiting.leave(look);
          signal.removeEventListener('abort', onAbort);
          resolve(current);
        };
        const onAbort = (): void => look(isClosed ? size : readSize(), true);
        signal.addEventListener('abort', onAbort, { once: true });
        waiting.enter(look);
      });
    },
    notify: () => tell(false),
    close() {
      isClosed = true;
      tell(true);
    },
  };
}

/** Keeps who waits; a timer runs only while somebody does, and holds no process up. */
function createWaitingRoom(onTick: () => void) {
  const looks = new Set<Look>();
  let timer: NodeJS.Timeout | undefined;
  return {
    isEmpty: () => looks.size === 0,
    all: (): readonly Look[] => [...looks],
    enter(look: Look): void {
      looks.add(look);
      timer ??= setInterval(onTick, LOOK_EVERY).unref();
    },
    leave(look: Look): void {
      looks.delete(look);
      if (looks.size > 0) return;
      clearInterval(timer);
      timer = undefined;
    },
  };
}
