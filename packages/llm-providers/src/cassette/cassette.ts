/** One request and what came back, as it may be shown to anybody: secrets are out. One line of a cassette. */
export interface Exchange {
  readonly request: {
    readonly method: string
    /** Without credentials and without the host's name: a recording plays at every address. */
    readonly path: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  }
  readonly response: ExchangeResponse | ExchangeFailure
}

export interface ExchangeResponse {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The connection broke off after `body`. */
  readonly cut?: true
  /** The reader went away after `body`: what would have followed is not known. Plays as a proper end. */
  readonly unread?: true
}

/** The server was never reached: the network's code, `ECONNREFUSED`. */
export interface ExchangeFailure {
  readonly unreachable: string
}

/** NDJSON: a line an exchange. */
export const formatCassette = (exchanges: readonly Exchange[]): string =>
  exchanges.map((exchange) => `${JSON.stringify(exchange)}\n`).join('')

/** @throws SyntaxError for a line that is none of ours, naming it */
export function parseCassette(text: string): readonly Exchange[] {
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return []
    const exchange = parsed(line)
    if (!exchange) throw new SyntaxError(`line ${at + 1} of the cassette is not an exchange`)
    return [exchange]
  })
}

function parsed(line: string): Exchange | undefined {
  try {
    const { request, response } = JSON.parse(line) as Partial<Exchange>
    return request && typeof request.path === 'string' && response ? { request, response } : undefined
  } catch {
    return undefined
  }
}
