import { type BrokerOptions, connectionOptions } from './broker-options.js'
import { connectToRabbit } from './rabbit-connection.js'

/**
 * Whether events could be published: connects, logs in, opens the virtual host and sees to the exchange, as a relay
 * would. Nothing is published.
 *
 * @returns the broker's address without user and password
 * @throws EventError that says what is wrong and what to do
 */
export async function probeBroker(options: BrokerOptions): Promise<string> {
  const connection = await connectToRabbit(connectionOptions(options))
  await connection.close()
  return connection.where
}
