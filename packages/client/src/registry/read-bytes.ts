import { readBody } from '../transport/body.ts';
import { toClientError } from '../transport/failure.ts';
import type { Request, Transport } from '../transport/transport.ts';

/**
 * Reads an answer that is no JSON, whole; repeats what is safe to repeat.
 * @throws ClientError `protocol` (reason `too-large`) beyond `limit` bytes
 */
export function readBytes(transport: Transport, request: Request, limit: number): Promise<Buffer> {
  const { host } = new URL(transport.registry);
  const { signal } = request;
  const attempt = async (): Promise<Buffer> => {
    const { header, body } = await transport.once(request);
    try {
      return await readBody(body, { encoding: header('content-encoding'), host, limit });
    } catch (error) {
      throw toClientError(error, { host, signal });
    }
  };
  return transport.persist(attempt, { signal });
}
