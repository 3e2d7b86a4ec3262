import { request, type IncomingMessage } from 'node:http';

/** Is one event of a stream. */
export interface StreamEvent {
  readonly id: number;
  readonly leaf: string;
}

/** Reads a stream of events. */
export interface EventReader {
  readonly response: IncomingMessage;
  /** Everything that came, comments included. */
  text(): string;
  events(): readonly StreamEvent[];
  /** Settles when so many events have come. */
  until(count: number): Promise<readonly StreamEvent[]>;
  /** Settles when the server ends the stream. */
  readonly ended: Promise<void>;
  /** Goes away without a word. */
  leave(): void;
}

/** Follows a stream of events, with a connection of its own. */
export async function followEvents(url: string, headers: Readonly<Record<string, string>> = {}): Promise<EventReader> {
  const call = request(url, { agent: false, headers: { accept: 'text/event-stream', ...headers } });
  call.end();
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    call.once('response', resolve).once('error', reject);
  });
  let text = '';
  const looks = new Set<() => void>();
  response.on('data', (piece: Buffer) => {
    text += piece.toString();
    for (const look of looks) look();
  });
  response.on('error', () => undefined);
  const ended = new Promise<void>((resolve) => response.once('close', () => resolve()));
  const events = (): readonly StreamEvent[] => parseEvents(text);
  return {
    response,
    text: () => text,
    events,
    ended,
    leave: () => call.destroy(),
    until: (count) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (events().length < count) return;
          looks.delete(look);
          resolve(events());
        };
        looks.add(look);
        look();
      }),
  };
}

function parseEvents(text: string): readonly StreamEvent[] {
  const whole = text.slice(0, text.lastIndexOf('\n\n') + 1);
  return whole.split('\n\n').flatMap((block) => {
    const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line] as const));
    const data = fields.get('data')?.slice('data: '.length);
    if (data === undefined) return [];
    const { index, leaf } = JSON.parse(data) as { index: number; leaf: string };
    if (fields.get('id') !== `id: ${index}` || fields.get('event') !== 'event: leaf') throw new Error(block);
    return [{ id: index, leaf }];
  });
}
