/**
 * How the command and the Playwright that it starts ahead of time talk: each order is a set of environment variables,
 * asked for, one at a time, over Node's own channel between a process and its child: what is sent unasked, before anybody
 * listens, would be lost.
 */
export type Order = Readonly<Record<string, string>>;

/** Marks a Playwright that waits for orders: first the plan, then the session. */
export const waitsForOrders = 'DCR_ORDERS';

/**
 * Asks for the next order, waits for it, and puts it into this process's environment, and so into its workers'. A command that is
 * gone gives no more orders: then nothing has begun, and this process ends.
 */
export async function obeyNextOrder(): Promise<void> {
  const order = await new Promise<Order>((resolve) => {
    const orphaned = (): void => process.exit(1);
    process.once('disconnect', orphaned);
    process.once('message', (message) => {
      process.off('disconnect', orphaned);
      resolve(message as Order);
    });
    if (!process.connected) orphaned();
    process.send?.('next');
  });
  Object.assign(process.env, order);
}
