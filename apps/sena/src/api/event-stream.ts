/** A silent connection is taken for a dead one by proxies and clients. */
const keepAliveMs = 15_000

/** Server-sent events: one `data:` line each, a comment now and then while nothing happens. */
export class EventStream<T> {
  readonly #encoder = new TextEncoder()
  readonly #body: ReadableStream<Uint8Array>
  readonly #timer: NodeJS.Timeout
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined

  constructor() {
    this.#body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller
      },
      // Whoever listened has gone. What is sent from now on goes nowhere; the work goes on.
      cancel: () => this.#stop(),
    })
    this.#timer = setInterval(() => this.#write(': still here\n\n'), keepAliveMs)
    this.#timer.unref()
  }

  send(event: T): void {
    this.#write(`data: ${JSON.stringify(event)}\n\n`)
  }

  end(): void {
    this.#controller?.close()
    this.#stop()
  }

  response(): Response {
    return new Response(this.#body, {
      headers: {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
        'x-content-type-options': 'nosniff',
      },
    })
  }

  #write(text: string): void {
    this.#controller?.enqueue(this.#encoder.encode(text))
  }

  #stop(): void {
    this.#controller = undefined
    clearInterval(this.#timer)
  }
}
