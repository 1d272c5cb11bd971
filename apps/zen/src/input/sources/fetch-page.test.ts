import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { fetchPage, type PageOptions } from './fetch-page.js'
import { parseUrl, reachOf } from './web-address.js'

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

async function serve(listener: RequestListener): Promise<URL> {
  const started = createServer(listener)
  server = started
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve))
  return new URL(`http://127.0.0.1:${(started.address() as AddressInfo).port}/`)
}

const fetched = async (url: URL | string, options: Partial<PageOptions> = {}) => {
  const bytes = await fetchPage(new URL(url), {
    fetch: globalThis.fetch,
    signal: new AbortController().signal,
    nearby: 'typed',
    ...options,
  })
  return Buffer.from(bytes).toString()
}

/** Answers for addresses that no test may reach. */
const redirecting = (to: string) => async () => new Response(null, { status: 302, headers: { location: to } })

describe('fetchPage', () => {
  it('reads a page, through redirects on the same machine', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/') response.writeHead(302, { location: '/page' }).end()
      else response.end('# A page\n')
    })
    expect(await fetched(url)).toBe('# A page\n')
  })

  it('leads from out there to no machine near us', async () => {
    const url = await serve((_, response) => response.end('internal'))
    for (const target of [url.href, 'http://10.0.0.1/', 'http://[::ffff:192.168.0.1]/', 'http://localhost:1/']) {
      await expect(fetched('http://203.0.113.5/', { fetch: redirecting(target) })).rejects.toMatchObject({
        code: 'zen/private-address',
        message: expect.stringContaining('redirected'),
      })
    }
  })

  it('leads to none from a name that only a proxy knows', async () => {
    // Too long for a name: nobody is asked for it.
    const unknown = `http://${'a'.repeat(64)}.invalid/`
    expect(await reachOf(new URL(unknown))).toBeUndefined()
    const url = await serve((_, response) => response.end('internal'))
    const behindProxy: typeof fetch = async (at) =>
      String(at) === unknown ? redirecting(url.href)() : globalThis.fetch(at)
    await expect(fetched(unknown, { fetch: behindProxy })).rejects.toMatchObject({
      code: 'zen/private-address',
      message: expect.stringContaining('redirected'),
    })
  })

  it.each(['http://169.254.169.254/latest/meta-data', 'http://[fd00:ec2::254]/', 'http://0xA9FEA9FE/'])(
    'never reads where machines keep credentials: %s',
    async (url) => {
      const fetch = async () => new Response('credentials')
      await expect(fetched(url, { fetch })).rejects.toMatchObject({ code: 'zen/private-address' })
    },
  )

  it('reads nothing near us for somebody who is not at the keyboard', async () => {
    const url = await serve((_, response) => response.end('internal'))
    await expect(fetched(url, { nearby: 'never' })).rejects.toMatchObject({ code: 'zen/private-address' })
  })

  it('names what went wrong, with the exit code of the network', async () => {
    const url = await serve((request, response) => {
      if (request.url === '/loop') response.writeHead(302, { location: '/loop' }).end()
      else response.writeHead(404).end()
    })
    const failed = { code: 'zen/page-failed', exitCode: 4 }
    await expect(fetched(url)).rejects.toMatchObject({ ...failed, message: /answered 404/ })
    await expect(fetched(new URL('/loop', url))).rejects.toMatchObject({ ...failed, message: /redirects more than/ })
    await expect(fetched('http://127.0.0.1:1/')).rejects.toMatchObject({ ...failed, message: /can't be reached/ })
  })

  it('waits for no server that never answers', async () => {
    const url = await serve(() => {})
    await expect(fetched(url, { timeoutMs: 50 })).rejects.toMatchObject({ message: expect.stringMatching(/too long/) })
  })

  it('reads no more than it may use of a page without end', async () => {
    const url = await serve((_, response) => {
      const more = () => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more)
      }
      more()
    })
    const length = (await fetched(url)).length
    expect(length).toBeGreaterThan(5 * 1024 * 1024)
    expect(length).toBeLessThan(8 * 1024 * 1024)
  })

  it('stops when it is interrupted', async () => {
    const controller = new AbortController()
    const url = await serve(() => controller.abort())
    await expect(fetched(url, { signal: controller.signal })).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('a web address', () => {
  it.each(['ftp://example.org/x', 'file:///etc/passwd', 'https://user:word@example.org/', 'http://'])(
    'is refused: %s',
    (word) => {
      expect(() => parseUrl(word)).toThrow(expect.objectContaining({ code: 'zen/bad-address' }))
    },
  )

  it('is told from a file', () => {
    expect(parseUrl('src/http://x')).toBeUndefined()
    expect(parseUrl('https.md')).toBeUndefined()
  })

  it.each([
    ['http://8.8.8.8/', 'public'],
    ['http://[2606:4700::1]/', 'public'],
    ['http://172.16.3.4/', 'private'],
    ['http://100.64.1.1/', 'private'],
    ['http://[fc00::1]/', 'private'],
    ['http://2130706433/', 'loopback'],
    ['http://app.localhost/', 'loopback'],
    ['http://0.0.0.0/', 'loopback'],
  ])('%s is %s', async (url, reach) => {
    expect(await reachOf(new URL(url))).toBe(reach)
  })
})
