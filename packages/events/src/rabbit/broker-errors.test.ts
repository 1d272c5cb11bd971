import { describe, expect, it } from 'vitest'
import { parseBrokerAddress } from './broker-address.js'
import { brokerError } from './broker-errors.js'

const address = parseBrokerAddress('amqp://user:hunter2%2F@broker.example:40355')

describe('what went wrong with the broker', () => {
  it.each([
    ['connect ECONNREFUSED 127.0.0.1:40355', 'event/broker-unreachable'],
    ['connect ECONNREFUSED 127.0.0.1:40655', 'event/broker-unreachable'],
    ['Handshake terminated by server: 403 (ACCESS_REFUSED) with message "…"', 'event/access-refused'],
    ['Connection closed: 530 (NOT_ALLOWED) with message "vhost team not found"', 'event/vhost-refused'],
    ['Expected ConnectionOpenOk; got <ConnectionClose channel:0>', 'event/vhost-refused'],
    ['Operation failed: 406 (PRECONDITION_FAILED) with message "…"', 'event/exchange-mismatch'],
    ["406 (PRECONDITION_FAILED) inequivalent arg 'durable' for queue 'q' in vhost '/'", 'event/queue-mismatch'],
    ['Channel closed by server: 404 (NOT-FOUND) with message "NOT_FOUND - no exchange"', 'event/exchange-missing'],
    ['self-signed certificate in certificate chain', 'event/broker-untrusted'],
    ["Hostname/IP does not match certificate's altnames", 'event/broker-untrusted'],
    ['write EPROTO …:SSL routines:ssl3_get_record:wrong version number', 'event/broker-no-tls'],
  ])('%s is %s', (said, code) => {
    expect(brokerError(new Error(said), address)).toMatchObject({ code, recoverable: true })
  })

  it('is told without the password, however it is written', () => {
    const error = brokerError(new Error('getaddrinfo ENOTFOUND hunter2/ or hunter2%2F'), address)
    expect(JSON.stringify([error, error.message, error.cause])).not.toContain('hunter2')
    expect(error.message).toContain('amqp://broker.example:40355')
  })
})
